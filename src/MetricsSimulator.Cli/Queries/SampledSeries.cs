namespace MetricsSimulator.Cli.Queries;

/// <summary>The samples of one series.</summary>
/// <param name="Labels">Its labels, with <c>le</c> for a bucket.</param>
/// <param name="Values">Its value at each of <see cref="SampledRun.Times"/>; the stale marker where it is absent.</param>
internal sealed record SampledSeries(LabelValues Labels, double[] Values);
