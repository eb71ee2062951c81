import { saved } from '../api/saved.ts';
import type { Anomaly } from '../api/types.ts';
import { useActing, type Act } from '../controls/act.ts';
import { CopyButton } from '../controls/copyable.tsx';
import { curlOf } from '../controls/curl.ts';
import { Outcome } from '../controls/outcome.tsx';

/** Ends an anomaly that is active, or cancels one that is planned. */
export function EndButton({ anomaly, state }: { anomaly: Anomaly; state: 'planned' | 'active' }) {
  const acting = useActing();
  const act: Act = { method: 'DELETE', path: `api/v1/anomalies/${encodeURIComponent(anomaly.id)}` };
  if (saved !== null) return null;
  const verb = state === 'active' ? 'End' : 'Cancel';
  return (
    <div class="row">
      <button type="button" aria-label={`${verb} ${anomaly.id}`} disabled={acting.isBusy || acting.done !== ''}
        onClick={() => void acting.perform<Anomaly>(act, () => state === 'active' ? 'Ends at the next tick.' : 'Cancelled.')}>{verb}</button>
      <CopyButton text={curlOf(act)} label="Copy curl" name={`for the end of ${anomaly.id}`} />
      <Outcome acting={acting} />
    </div>
  );
}
