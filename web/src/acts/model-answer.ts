/** The configuration of the run without what its scenario changes, as the API gives it. */
export interface ModelAnswer {
  simulator?: { metrics?: Record<string, object> };
  workload?: object;
  /** The parameters that have no effect while the scenario is played, such as metrics.token_usage.drift. */
  replaced?: string[];
  /** When it takes effect. */
  at: string;
}
