import type { AlertInstance, WatchedAlert } from '../api/types.ts';
import { useStore } from '../store/store.ts';
import { timeOf } from '../controls/durations.ts';
import { stateOf, watched } from './watch.ts';

const mostInstances = 10;

/** The alerts of the file, with their states. */
export function AlertTable() {
  const answer = useStore(watched);
  if (answer === null) return null;
  return (
    <>
      <div class="wide" tabIndex={0} role="region" aria-label="Table of alerts">
        <table>
          <caption class="note">At {timeOf(answer.to, answer.to)} on {answer.prometheus}</caption>
          <thead><tr><th scope="col">Alert</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Labels</th></tr></thead>
          <tbody>{answer.alerts.map(alert => <Rows alert={alert} now={answer.to} />)}</tbody>
        </table>
      </div>
      {answer.alerts.filter(alert => alert.remarks.length > 0).map(alert => (
        <p class="note"><strong>{alert.alert}</strong>: {alert.remarks.join(' ')}</p>
      ))}
    </>
  );
}

function Rows({ alert, now }: { alert: WatchedAlert; now: string }) {
  const active = alert.instances.filter(instance => lastOf(instance).to === null);
  const state = stateOf(alert);
  if (active.length === 0) return <tr title={alert.expression}><th scope="row">{alert.alert}</th><td class="is-inactive">inactive</td><td /><td /></tr>;
  return (
    <>
      {active.slice(0, mostInstances).map((instance, index) => (
        <tr title={alert.expression}>
          <th scope="row" class={index > 0 ? 'again' : undefined}>{alert.alert}</th>
          <td class={`is-${lastOf(instance).state}`}>{lastOf(instance).state}</td>
          <td>{timeOf(lastOf(instance).from, now)}</td>
          <td><code>{labelsOf(instance)}</code></td>
        </tr>
      ))}
      {active.length + alert.more > mostInstances && <tr><td colSpan={4} class={`is-${state}`}>and {active.length + alert.more - mostInstances} more of {alert.alert}</td></tr>}
    </>
  );
}

function lastOf(instance: AlertInstance) {
  return instance.spans.at(-1)!;
}

function labelsOf(instance: AlertInstance): string {
  return Object.entries(instance.labels).filter(([name]) => name !== 'alertname').map(([name, value]) => `${name}="${value}"`).join(', ');
}
