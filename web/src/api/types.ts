// The answers of the HTTP API, as docs/http-api.md describes them.

/** The run at its current tick. What hidden truth withholds is undefined. */
export interface RunState {
  run: number;
  version: string;
  seed?: number;
  start: string;
  /** The length of a tick, in seconds. */
  update_interval: number;
  tick: number;
  at: string;
  scenario?: string | null;
  phase?: string | null;
  round?: number;
  /** How far back samples go, in seconds. */
  retention: number;
  hidden: boolean;
  workload: boolean;
  changes?: number;
  journal?: string | null;
}

export type MetricType = 'counter' | 'gauge' | 'histogram';

export interface Metric {
  key: string;
  name: string;
  type: MetricType;
  unit: string;
  help?: string;
  series?: number;
  labels?: { name: string; count: number; values: string[] }[];
}

/** A curve of a metric: a value for each step, null where there is none. */
export interface Curve {
  /** The value of the label that splits the metric. */
  value?: string;
  quantile?: number;
  /** The upper bound of a bucket, as Prometheus writes it. */
  le?: string;
  values: (number | null)[];
}

export type Measure = 'rate' | 'value' | 'quantiles' | 'mean' | 'series' | 'buckets';

export interface Samples {
  family: string;
  type: MetricType;
  as: Measure;
  by?: string;
  window?: number;
  from: string;
  /** From one value to the next, in seconds. */
  step: number;
  curves: Curve[];
}

export interface Moments {
  from: string;
  step: number;
  mean?: (number | null)[];
  deviation?: (number | null)[];
  bands?: { coverage: number; lower: (number | null)[]; upper: (number | null)[] }[];
  /** Why there is no closed form. */
  reason?: string;
}

export interface StreamMessage {
  run: number;
  tick: number;
  at: string;
  changes?: number;
  samples: Samples[];
}

export interface Anomaly {
  id: string;
  kind: string;
  metric?: string;
  /** The name of the metric in Prometheus. */
  name?: string;
  matchers?: string;
  start: string;
  end: string;
  state: 'planned' | 'active' | 'past';
  magnitude?: number;
  [field: string]: unknown;
}
