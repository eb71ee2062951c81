namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Multiplies every observation by the magnitude. Immutable and thread-safe.</summary>
internal sealed class LatencyShift()
    : AnomalyKind("latency_shift", AnomalyTargets.Histogram, "Multiplies every observation by the magnitude.")
{
    public override string MagnitudeMeaning => "a factor, 0 or more";

    public override double DefaultMagnitude => 3;

    public override bool HasOnset => true;

    public override string? MagnitudeViolation(double magnitude) =>
        Rule.NonNegative(magnitude);

    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.ObservationFactor *= moment.Factor;
}
