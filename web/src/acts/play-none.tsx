import { saved } from '../api/saved.ts';
import { useActing, type Act } from '../controls/act.ts';
import { ActText } from '../controls/act-text.tsx';
import { timeOf } from '../controls/durations.ts';
import { Outcome } from '../controls/outcome.tsx';

const act: Act = { method: 'PUT', path: 'api/v1/scenario', body: { name: 'none' }, yaml: { simulator: { scenario: 'none' } } };

/** The button that plays no scenario. */
export function PlayNone({ now, hasText }: { now: string; hasText?: boolean }) {
  const acting = useActing();
  if (saved !== null) return null;
  return (
    <>
      <button type="button" disabled={acting.isBusy} onClick={() => void acting.perform<{ at: string }>(act, answer => `No scenario is played from ${timeOf(answer.at, now)} on.`)}>Play no scenario</button>
      <Outcome acting={acting} />
      {hasText && <ActText act={act} />}
    </>
  );
}
