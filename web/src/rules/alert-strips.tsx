import type { Metric, WatchedAlert } from '../api/types.ts';
import { useStore, type Store } from '../store/store.ts';
import './rules.css';
import { speaksOf, stateOf, watched, wordsOf } from './watch.ts';

const mostStrips = 6;

/**
 * The alerts that speak of a metric, as strips on its time axis.
 * @param range The shown time, in seconds since the epoch.
 * @param left The room of the chart before its time axis, in pixels; right that after it.
 */
export function AlertStrips({ metric, range, left, right }: { metric: Metric; range: Store<[from: number, to: number]>; left: number; right: number }) {
  const answer = useStore(watched);
  const alerts = answer?.alerts.filter(alert => speaksOf(alert, metric)) ?? [];
  if (alerts.length === 0) return null;
  // Those that did something come first.
  const ordered = [...alerts].sort((one, other) => Math.sign(other.instances.length) - Math.sign(one.instances.length));
  return (
    <div class="alert-strips" role="group" aria-label={`Alerts on ${metric.name}`} style={{ paddingLeft: `${left}px`, paddingRight: `${right}px` }}>
      {ordered.slice(0, mostStrips).map(alert => <Strip alert={alert} evaluated={answer!.to} range={range} />)}
      {ordered.length > mostStrips && <p class="note">{ordered.length - mostStrips} more alerts speak of it.</p>}
    </div>
  );
}

function Strip({ alert, evaluated, range }: { alert: WatchedAlert; evaluated: string; range: Store<[from: number, to: number]> }) {
  const [from, to] = useStore(range);
  const place = (instant: string) => Math.max(0, Math.min(100, 100 * (Date.parse(instant) / 1000 - from) / (to - from)));
  // What lasts is known to last until the evaluation.
  const bars = alert.instances.flatMap(instance => instance.spans)
    .map(span => ({ state: span.state, left: place(span.from), right: place(span.to ?? evaluated) }))
    .filter(({ left, right }) => right > left);
  const words = wordsOf(alert, evaluated);
  return (
    <div class="alert-strip" role="img" aria-label={words} title={words}>
      <span class={`alert-name is-${stateOf(alert)}`}>{alert.alert}</span>
      <span class="alert-bars">{bars.map(({ state, left, right }) => <i class={state} style={{ left: `${left}%`, width: `${right - left}%` }} />)}</span>
    </div>
  );
}
