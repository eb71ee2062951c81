using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>An anomaly where it is written.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="After">How long after the anomaly that it follows it begins; null for one that follows none.</param>
/// <param name="HasTiming">Whether when it begins is written too.</param>
internal sealed record PlacedAnomaly(AnomalyDefinition Definition, TimeSpan? After = null, bool HasTiming = true)
{
    /// <summary>When it begins; null when that is not written.</summary>
    public AnomalyTiming? Timing => HasTiming ? Definition.Timing : null;
}
