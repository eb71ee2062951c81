// The answers of the HTTP API, as docs/http-api.md describes them.

/** The run at its current tick. What hidden truth withholds is undefined. */
export interface RunState {
  /** Counts how often the simulator has started the run over. */
  run: number;
  /** Tells this run from every other one, also from that of a simulator that was stopped and started again. The page makes it. */
  identity: string;
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
  /** The address of the Prometheus that scrapes the run. */
  prometheus?: string | null;
}

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'info';

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
  /** Why there is no closed form now. */
  reason?: string;
  /** The request that helps, if the scenario is the reason. */
  remedy?: string;
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

/** A log event of a team. */
export interface TeamEvent {
  timestamp: string;
  name: string;
  attributes: Record<string, string | number | boolean>;
}

/** A time in which an instance of an alert is in a state; without an end, it lasts. */
export interface AlertSpan {
  state: 'pending' | 'firing';
  from: string;
  to: string | null;
}

export interface AlertInstance {
  labels: Record<string, string>;
  spans: AlertSpan[];
}

export interface WatchedAlert {
  alert: string;
  group: string;
  expression: string;
  /** In seconds. */
  for: number;
  interval: number;
  metrics: string[];
  remarks: string[];
  instances: AlertInstance[];
  /** How many instances there are beyond these. */
  more: number;
}

export interface Alerts {
  prometheus: string;
  from: string;
  to: string;
  alerts: WatchedAlert[];
}

/** How a scoring of alert rules goes, and what it found. */
export interface Score {
  state: 'none' | 'running' | 'done' | 'failed' | 'cancelled';
  started?: string;
  steps?: number;
  steps_done?: number;
  failure?: string;
  /** Whether there is a page with pictures. */
  report?: boolean;
  result?: { alerts: ScoredAlert[] };
}

export interface ScoredAlert {
  alert: string;
  /** Why it was not scored. */
  not_scored: string | null;
  judged?: number;
  detected?: number;
  recall?: number | null;
  /** In seconds. */
  delay_median?: number | null;
  false_per_day?: number | null;
  precision?: number | null;
}
