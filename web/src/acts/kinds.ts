import { get, Problem } from '../api/client.ts';
import { Store } from '../store/store.ts';

/** A kind of anomaly, as the simulator describes it. */
export interface Kind {
  kind: string;
  summary: string;
  /** Whether there is anything in this run on which it can act. */
  fits: boolean;
  /** Whether it acts on the endpoint /metrics. */
  endpoint: boolean;
  /** Whether it acts on the sessions of a workload. */
  workload: boolean;
  /** The keys of the metrics on which it can act. */
  metrics: string[];
  onset: boolean;
  label: boolean;
  magnitude: { meaning: string; range: string; default: number } | null;
}

/** The kinds of anomalies; empty until the simulator has listed them. */
export const kinds = new Store<Kind[]>([]);

/** Why there are no kinds; null if there are. */
export const kindsProblem = new Store<Problem | null>(null);

/** Asks for the kinds again. What they fit changes with the metrics. */
export async function refreshKinds(): Promise<void> {
  try {
    kinds.value = (await get<{ kinds: Kind[] }>('api/v1/anomaly-kinds')).kinds;
    kindsProblem.value = null;
  } catch (error) {
    if (error instanceof Problem) kindsProblem.value = error;
  }
}
