/** What is known of a parameter. */
export interface Known {
  meaning: string;
  /** The sort of value, and its range. */
  takes: string;
  choices?: string[];
}

/** The configuration of the run without what its scenario changes, as the API gives it. */
export interface ModelAnswer {
  simulator?: { metrics?: Record<string, object> };
  workload?: object;
  /** The parameters that have no effect while the scenario is played, such as metrics.token_usage.drift. */
  replaced?: string[];
  /** What the keys of a metric or of the workload mean and take, such as mean_reversion.speed. */
  parameters: Record<'metrics' | 'workload', Record<string, Known>>;
  /** When it takes effect. */
  at: string;
}
