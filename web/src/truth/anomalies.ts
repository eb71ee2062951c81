import { get, Problem } from '../api/client.ts';
import type { Anomaly } from '../api/types.ts';
import { nowOf, run } from '../state/run.ts';
import { Store } from '../store/store.ts';
import { view } from '../state/view.ts';

// What is planned this far ahead is shown, at least.
const leastAhead = 86_400;

/** The anomalies that begin before the shown time ends or within a day, in the order of their starts. */
export const anomalies = new Store<Anomaly[]>([]);

/** Whether there are more than the page has asked for. */
export const hasMore = new Store(false);

let asked = 0;

/** Asks for the anomalies again. Without the right to see them, there are none. */
export async function refreshAnomalies(): Promise<void> {
  const state = run.value;
  if (state === null) return;
  if (state.hidden) {
    anomalies.value = [];
    return;
  }

  const mine = ++asked;
  const now = nowOf(state);
  const ahead = Math.max(leastAhead, view.value.span / 2);
  const since = Math.min(view.value.end ?? now, now) - Math.max(3600, view.value.span);
  try {
    const answer = await get<{ anomalies: Anomaly[]; more: boolean }>('api/v1/anomalies', [
      ['since', new Date(Math.max(Date.parse(state.start), since * 1000)).toISOString()], ['until', new Date((now + ahead) * 1000).toISOString()], ['limit', 1000],
    ]);
    if (mine !== asked) return;
    anomalies.value = answer.anomalies;
    hasMore.value = answer.more;
  } catch (error) {
    if (mine === asked && error instanceof Problem) anomalies.value = [];
  }
}

/** The state of an anomaly at a time, in seconds since the epoch. */
export function stateAt(anomaly: Anomaly, now: number): Anomaly['state'] {
  return Date.parse(anomaly.start) / 1000 > now ? 'planned' : Date.parse(anomaly.end) / 1000 > now ? 'active' : 'past';
}
