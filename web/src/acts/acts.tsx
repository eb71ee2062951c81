import { token } from '../api/client.ts';
import { Hidden } from '../controls/hidden.tsx';
import { TokenField } from '../controls/token-field.tsx';
import { run } from '../state/run.ts';
import { view } from '../state/view.ts';
import { useStore } from '../store/store.ts';
import { Inject } from './inject.tsx';
import { Running } from './running.tsx';
import { Scenario } from './scenario.tsx';
import { StartOver } from './start-over.tsx';

/** Changes the run. */
export function Acts() {
  const isHidden = useStore(run, state => state?.hidden);
  const { truth } = useStore(view);
  const hasToken = useStore(token) !== '';
  if (isHidden) return <Hidden />;
  return (
    <div class="sections">
      <Inject />
      {truth && <Running />}
      {truth && <Scenario />}
      <StartOver />
      {hasToken && <section aria-label="Token"><TokenField /></section>}
    </div>
  );
}
