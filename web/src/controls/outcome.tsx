import type { Problem } from '../api/client.ts';
import type { Acting } from './act.ts';
import './controls.css';
import { TokenField } from './token-field.tsx';

/**
 * What has become of an act.
 * @param fields The fields that show their errors themselves.
 */
export function Outcome({ acting: { problem, done }, fields = [] }: { acting: Acting; fields?: string[] }) {
  return (
    <>
      <p class="done" role="status">{done}</p>
      {problem !== null && <p class="trouble" role="alert">{detailOf(problem, fields)}</p>}
      {problem !== null && isRefused(problem) && <TokenField />}
    </>
  );
}

/** Whether a token would help. */
export function isRefused(problem: Problem): boolean {
  return problem.status === 401 || problem.status === 403;
}

function detailOf(problem: Problem, fields: string[]): string {
  const areAllShown = problem.errors.length > 0 && problem.errors.every(({ field }) => fields.some(name => field === name || field.startsWith(`${name}.`)));
  return areAllShown ? 'Nothing was changed. The fields above say why.' : problem.message;
}
