namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Multiplies by the magnitude until its end. Immutable and thread-safe.</summary>
internal sealed class LevelShift()
    : AnomalyKind("level_shift", AnomalyTargets.Metrics, "Multiplies by the magnitude until its end.")
{
    public override string MagnitudeMeaning => "a factor, 0 or more";

    public override double DefaultMagnitude => 2;

    public override bool HasOnset => true;

    public override string? MagnitudeViolation(double magnitude) =>
        Rule.NonNegative(magnitude);

    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.Factor *= moment.Factor;
}
