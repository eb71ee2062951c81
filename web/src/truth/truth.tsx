import { useState } from 'preact/hooks';
import type { Anomaly, RunState } from '../api/types.ts';
import { durationOf, timeOf } from '../controls/durations.ts';
import { Hidden } from '../controls/hidden.tsx';
import { nowOf, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { change, view } from '../state/view.ts';
import { anomalies, hasMore, stateAt } from './anomalies.ts';
import { EndButton } from './end-button.tsx';
import './truth.css';

type Shown = Anomaly['state'] | 'all';

// A scenario that repeats plans many within a day.
const rowsAtATime = 30;

const choices: Shown[] = ['all', 'active', 'planned', 'past'];

/** The planned, active and past anomalies. */
export function Truth() {
  const state = useStore(run)!;
  const { truth } = useStore(view);
  if (state.hidden) return <Hidden />;
  return truth ? <Anomalies state={state} /> : <p>Truth is switched off above the curves, for those who guess.</p>;
}

function Anomalies({ state }: { state: RunState }) {
  const list = useStore(anomalies);
  const isMore = useStore(hasMore);
  const [shown, setShown] = useState<Shown>('all');
  const [most, setMost] = useState(rowsAtATime);
  const now = nowOf(state);
  const rows = list.map(anomaly => ({ anomaly, is: stateAt(anomaly, now) }));
  const chosen = rows.filter(({ is }) => shown === 'all' || is === shown);
  return (
    <>
      <div class="group" role="group" aria-label="Which anomalies">
        {choices.map(choice => (
          <button type="button" aria-pressed={choice === shown} onClick={() => setShown(choice)}>
            {choice} {choice === 'all' ? rows.length : rows.filter(({ is }) => is === choice).length}
          </button>
        ))}
      </div>
      {isMore && <p class="note">There are more within the next day. The list has those that begin first.</p>}
      {chosen.length === 0 && <p class="note">There {shown === 'all' ? 'are no anomalies from the shown time to a day ahead' : `is no ${shown} anomaly`}.</p>}
      {chosen.length > 0 && (
        <table class="truth">
          <caption class="unseen">Anomalies by their start. Times are in UTC.</caption>
          <thead><tr><th scope="col">anomaly</th><th scope="col">window (UTC)</th><th scope="col">state</th></tr></thead>
          <tbody>{chosen.slice(0, most).map(({ anomaly, is }) => <Row key={anomaly.id} anomaly={anomaly} is={is} state={state} now={now} />)}</tbody>
        </table>
      )}
      {chosen.length > most && <button type="button" onClick={() => setMost(most + rowsAtATime)}>Show more of the {chosen.length}</button>}
    </>
  );
}

function Row({ anomaly, is, state, now }: { anomaly: Anomaly; is: Anomaly['state']; state: RunState; now: number }) {
  const [start, end] = [Date.parse(anomaly.start) / 1000, Date.parse(anomaly.end) / 1000];
  return (
    <tr class={`is-${is}`}>
      <th scope="row">
        {start < now
          ? <button type="button" class="link" title="Show its window in the curves" onClick={() => zoom(start, end, now)}>{anomaly.kind}</button>
          : anomaly.kind}
        {anomaly.magnitude !== undefined && ` ${anomaly.magnitude}`}
        {anomaly.metric && <> on {anomaly.metric}</>}
        {anomaly.matchers && <> <code>{anomaly.matchers}</code></>}
        {anomaly.effect === 'none' && <span class="note"> (without effect)</span>}
        <span class="note">{anomaly.id}</span>
      </th>
      <td>{timeOf(anomaly.start, state.at)} –<br />{timeOf(anomaly.end, state.at)}<span class="note">{durationOf(end - start)}</span></td>
      <td><span>{is}</span>{is !== 'past' && <EndButton anomaly={anomaly} state={is} />}</td>
    </tr>
  );
}

// Some time before and after the window is shown with it, but nothing that is yet to come.
function zoom(start: number, end: number, now: number): void {
  const room = (end - start) / 4;
  const to = Math.min(now, end + room);
  change({ end: to, span: to - start + room });
}
