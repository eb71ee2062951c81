namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Begins again at 0, as after a restart. Immutable and thread-safe.</summary>
internal sealed class CounterReset()
    : AnomalyKind("counter_reset", AnomalyTargets.Counter | AnomalyTargets.DerivedCounter | AnomalyTargets.Histogram, "Begins again at 0, as after a restart.")
{
    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.Restarts |= moment.Elapsed == TimeSpan.Zero;
}
