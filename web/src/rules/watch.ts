import { act, Problem } from '../api/client.ts';
import { saved } from '../api/saved.ts';
import type { Alerts, Metric, WatchedAlert } from '../api/types.ts';
import { instantOf, timeOf } from '../controls/durations.ts';
import { nowOf, run } from '../state/run.ts';
import { view } from '../state/view.ts';
import { Store } from '../store/store.ts';

// A Prometheus has better things to do than to evaluate for a page all the time.
const pauseMilliseconds = 5000;

/** The text of the rules that are evaluated. */
export const ruleText = new Store('');

/** Whether they are evaluated again and again. */
export const isWatching = new Store(false);

/** What the alerts did in the shown time; null before the first answer. */
export const watched = new Store<Alerts | null>(saved?.answers.alerts as Alerts ?? null);

/** Why there is no answer; null if there is one. */
export const watchProblem = new Store<Problem | null>(null);

let isBusy = false;
let isDue = false;
let last = -Infinity;
// A time in which the rules would be evaluated too often. They wait for a shorter one.
let tooLong = '';

/** Evaluates the rules now, and again as the run goes on and when another time is shown. */
export function startWatching(text: string): void {
  ruleText.value = text;
  isWatching.value = true;
  void evaluate();
}

/** Ends it. What was found goes too, because it would be out of date soon. */
export function stopWatching(): void {
  isWatching.value = false;
  watched.value = null;
  watchProblem.value = null;
}

// Ticks come only while somebody looks at the page.
run.subscribe(() => {
  if (view.value.end === null && performance.now() - last > pauseMilliseconds && spanOf() !== tooLong) void evaluate();
});

let shown = spanOf();
view.subscribe(() => {
  if (spanOf() === shown) return;
  shown = spanOf();
  void evaluate();
});

async function evaluate(): Promise<void> {
  const state = run.value;
  if (!isWatching.value || state === null) return;
  isDue = isBusy;
  if (isBusy) return;
  [isBusy, last] = [true, performance.now()];
  const now = nowOf(state);
  const to = Math.min(view.value.end ?? now, now);
  const text = ruleText.value;
  try {
    const answer = await act<Alerts>('POST', 'api/v1/alerts', { rules: text, from: instantOf(to - view.value.span), to: instantOf(to) });
    if (!isWatching.value) return;
    watched.value = answer!;
    watchProblem.value = null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (!isWatching.value) return;
    watchProblem.value = error;
    // Wrong rules stay wrong until they are changed. A Prometheus may come back.
    if (error.errors.length > 0 && error.errors.every(({ field }) => field === 'step')) tooLong = spanOf();
    else if (error.status >= 400 && error.status < 500) isWatching.value = false;
  } finally {
    isBusy = false;
    if (isDue) void evaluate();
  }
}

function spanOf(): string {
  return `${view.value.span} ${view.value.end}`;
}

/** Whether an alert reads a metric. */
export function speaksOf(alert: WatchedAlert, metric: Metric): boolean {
  return alert.metrics.some(name => name === metric.name || metric.type === 'histogram' && /^_(bucket|count|sum)$/.test(name.replace(metric.name, '')));
}

/** The state of an alert at the end: that of the instance that is furthest. */
export function stateOf(alert: WatchedAlert): 'firing' | 'pending' | 'inactive' {
  const lasting = alert.instances.flatMap(instance => instance.spans).filter(span => span.to === null);
  return lasting.some(span => span.state === 'firing') ? 'firing' : lasting.length > 0 ? 'pending' : 'inactive';
}

/** The spans of an alert in words. */
export function wordsOf(alert: WatchedAlert, to: string): string {
  const spans = alert.instances.flatMap(instance => instance.spans);
  const words = spans.slice(-8).map(span => `${span.state} from ${timeOf(span.from, to)}${span.to === null ? ' on' : ` to ${timeOf(span.to, to)}`}`);
  return `${alert.alert}: ${words.length === 0 ? 'neither pending nor firing' : words.join(', ')}`;
}
