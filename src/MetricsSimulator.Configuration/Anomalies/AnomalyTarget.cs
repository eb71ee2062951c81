using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>What an anomaly acts on.</summary>
/// <param name="Metric">The key of the metric; null for the endpoint, or when it is not known.</param>
/// <param name="Matchers">Which of its label sets.</param>
internal sealed record AnomalyTarget(string? Metric, LabelMatchers Matchers)
{
    /// <summary>No metric.</summary>
    public static readonly AnomalyTarget None = new(null, LabelMatchers.All);
}
