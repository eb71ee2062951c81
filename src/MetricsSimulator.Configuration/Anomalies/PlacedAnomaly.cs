using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>An anomaly in a file.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="After">How long after the previous anomaly it begins; null if it follows none.</param>
/// <param name="HasTiming">Whether to write when it begins, too.</param>
internal sealed record PlacedAnomaly(AnomalyDefinition Definition, TimeSpan? After = null, bool HasTiming = true)
{
    /// <summary>When it begins; null when that is not written.</summary>
    public AnomalyTiming? Timing => HasTiming ? Definition.Timing : null;
}
