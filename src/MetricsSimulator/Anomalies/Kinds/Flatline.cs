namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Keeps the value that was there when it began; nothing is counted. Immutable and thread-safe.</summary>
internal sealed class Flatline()
    : AnomalyKind("flatline", AnomalyTargets.Metrics, "Keeps the value that was there when it began; nothing is counted.")
{
    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.Frozen = true;
}
