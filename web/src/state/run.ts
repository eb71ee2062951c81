import { get } from '../api/client.ts';
import type { Metric, RunState } from '../api/types.ts';
import { Store } from '../store/store.ts';

/** The run, as the page last heard of it; null until it has. */
export const run = new Store<RunState | null>(null);

/** The metrics of the run. */
export const metrics = new Store<Metric[]>([]);

/** Why the page cannot reach the simulator; empty while it can. */
export const trouble = new Store('');

/** Asks for the run again. */
export async function refresh(): Promise<void> {
  try {
    const [state, list] = await Promise.all([get<RunState>('api/v1/run'), get<{ metrics: Metric[] }>('api/v1/metrics')]);
    metrics.value = list.metrics;
    run.value = state;
    trouble.value = '';
  } catch (error) {
    trouble.value = (error as Error).message;
  }
}

/** The metric that a family names, with or without matchers. */
export function metricOf(family: string, known: Metric[]): Metric | undefined {
  const name = family.split('{')[0]!.trim();
  return known.find(metric => metric.key === name) ?? known.find(metric => metric.name === name);
}

/** The current time of the run, in seconds since the epoch. */
export function nowOf(state: RunState): number {
  return Date.parse(state.at) / 1000;
}
