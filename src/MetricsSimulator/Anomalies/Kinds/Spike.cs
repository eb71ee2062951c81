namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Multiplies by the magnitude at once, or over its onset, and falls back evenly until its end. Immutable and thread-safe.</summary>
internal sealed class Spike()
    : AnomalyKind("spike", AnomalyTargets.Metrics, "Multiplies by the magnitude at once, or over its onset, and falls back evenly until its end.")
{
    public override string MagnitudeMeaning => "a factor, 0 or more";

    public override double DefaultMagnitude => 3;

    public override bool HasOnset => true;

    public override string? MagnitudeViolation(double magnitude) =>
        Rule.NonNegative(magnitude);

    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.Factor *= 1 + (moment.Magnitude - 1) * moment.Rise * moment.Fall;
}
