import { get } from '../api/client.ts';
import type { Metric, RunState } from '../api/types.ts';
import { Store } from '../store/store.ts';

/** The run, as the page last heard of it; null until it has. */
export const run = new Store<RunState | null>(null);

/** The metrics of the run. */
export const metrics = new Store<Metric[]>([]);

/** Why the page cannot reach the simulator; empty while it can. */
export const trouble = new Store('');

/** Asks for the run again. The answer is whether there was one. */
export async function refresh(): Promise<boolean> {
  try {
    const [state, list] = await Promise.all([get<Omit<RunState, 'identity'>>('api/v1/run'), get<{ metrics: Metric[] }>('api/v1/metrics')]);
    metrics.value = list.metrics;
    run.value = { ...state, identity: `${state.run} ${state.start} ${state.seed ?? ''}` };
    trouble.value = '';
    return true;
  } catch (error) {
    trouble.value = (error as Error).message;
    return false;
  }
}

/** The metric that a family names, with or without matchers. */
export function metricOf(family: string, known: Metric[]): Metric | undefined {
  const name = family.split('{')[0]!.trim();
  return known.find(metric => metric.key === name) ?? known.find(metric => metric.name === name);
}

/** The current time of the run, in seconds since the epoch. */
export function nowOf(state: Pick<RunState, 'at'>): number {
  return Date.parse(state.at) / 1000;
}
