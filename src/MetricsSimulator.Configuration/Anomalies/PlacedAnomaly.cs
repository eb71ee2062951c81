using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>An anomaly where it is written.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="After">How long after the anomaly that it follows it begins; null for one that follows none.</param>
/// <param name="HasPlan">Whether when it begins, and what follows it, is written too.</param>
internal sealed record PlacedAnomaly(AnomalyDefinition Definition, TimeSpan? After = null, bool HasPlan = true)
{
    /// <summary>When it begins; null when that is not written.</summary>
    public AnomalyTiming? Timing => HasPlan ? Definition.Timing : null;
}
