namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Multiplies the probability that an event counts, up to 1. Immutable and thread-safe.</summary>
internal sealed class ErrorBurst()
    : AnomalyKind("error_burst", AnomalyTargets.DerivedCounter, "Multiplies the probability that an event counts, up to 1.")
{
    public override string MagnitudeMeaning => "a factor, 0 or more";

    public override double DefaultMagnitude => 20;

    public override bool HasOnset => true;

    public override string? MagnitudeViolation(double magnitude) =>
        Rule.NonNegative(magnitude);

    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.Factor *= moment.Factor;
}
