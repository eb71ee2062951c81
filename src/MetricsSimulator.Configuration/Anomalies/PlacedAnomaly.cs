using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>An anomaly in a file.</summary>
/// <param name="Definition">The anomaly.</param>
/// <param name="After">The time from the start of the previous anomaly to its start; null if it follows none.</param>
/// <param name="HasTiming">Whether to write its timing too.</param>
internal sealed record PlacedAnomaly(AnomalyDefinition Definition, TimeSpan? After = null, bool HasTiming = true)
{
    /// <summary>The timing; null if it is not written.</summary>
    public AnomalyTiming? Timing => HasTiming ? Definition.Timing : null;
}
