namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Shows NaN. Immutable and thread-safe.</summary>
internal sealed class NotANumber()
    : AnomalyKind("nan", AnomalyTargets.Gauge, "Shows NaN.")
{
    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.NotANumber = true;
}
