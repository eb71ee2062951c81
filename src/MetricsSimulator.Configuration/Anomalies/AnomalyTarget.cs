using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>The target of an anomaly.</summary>
/// <param name="Metric">The key of the metric; null for the endpoint, or if it is not known.</param>
/// <param name="Matchers">The label sets of the metric.</param>
internal sealed record AnomalyTarget(string? Metric, LabelMatchers Matchers)
{
    /// <summary>No metric.</summary>
    public static readonly AnomalyTarget None = new(null, LabelMatchers.All);
}
