import { token } from '../api/client.ts';
import { useStore } from '../store/store.ts';
import type { Act } from './act.ts';
import { Copyable } from './copyable.tsx';
import { curlOf } from './curl.ts';
import { yamlOf } from './yaml.ts';

/**
 * The command that makes an act, and the file that says the same.
 * @param act The act.
 * @param comment What the file is, and what one has to know about it.
 * @param isOpen Whether they are shown before one asks for them.
 */
export function ActText({ act, comment, isOpen }: { act: Act; comment?: string; isOpen?: boolean }) {
  useStore(token);
  return (
    <details class="act-text" open={isOpen}>
      <summary>The same without this page</summary>
      <Copyable name="command" text={curlOf(act)} />
      {act.yaml && <Copyable name="YAML" text={`${comment ? `# ${comment}\n` : ''}${yamlOf(act.yaml)}`} />}
    </details>
  );
}
