import { timeOf } from '../controls/durations.ts';
import { nowOf, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { anomalies, stateAt } from '../truth/anomalies.ts';
import { EndButton } from '../truth/end-button.tsx';

// The side Truth has them all.
const mostPlanned = 3;

/** The anomalies that are active now, and those that come next. */
export function Running() {
  const state = useStore(run)!;
  const list = useStore(anomalies);
  const now = nowOf(state);
  const active = list.filter(anomaly => stateAt(anomaly, now) === 'active');
  const planned = list.filter(anomaly => stateAt(anomaly, now) === 'planned').slice(0, mostPlanned);
  return (
    <section aria-labelledby="running">
      <h2 id="running">Active and planned next</h2>
      {active.length + planned.length === 0 && <p class="note">Nothing is active, and nothing is planned within a day.</p>}
      <ul class="running">
        {[...active, ...planned].map(anomaly => {
          const isActive = active.includes(anomaly);
          return (
            <li key={anomaly.id}>
              <p><strong>{anomaly.kind}</strong>{anomaly.metric && ` on ${anomaly.metric}`}{anomaly.matchers && <> <code>{anomaly.matchers}</code></>}</p>
              <p class="note">{anomaly.id}, {isActive ? `active until ${timeOf(anomaly.end, state.at)}` : `begins at ${timeOf(anomaly.start, state.at)}, ends at ${timeOf(anomaly.end, state.at)}`}</p>
              <EndButton anomaly={anomaly} state={isActive ? 'active' : 'planned'} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
