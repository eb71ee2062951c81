namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Takes series out of the exposition, so that Prometheus marks them stale. Immutable and thread-safe.</summary>
internal sealed class Dropout()
    : AnomalyKind("dropout", AnomalyTargets.Metrics, "Takes series out of the exposition, so that Prometheus marks them stale.")
{
    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.Hidden = true;
}
