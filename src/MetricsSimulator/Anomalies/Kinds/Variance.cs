namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Makes the path wander the magnitude times as far from where it was, within its bounds. Immutable and thread-safe.</summary>
internal sealed class Variance()
    : AnomalyKind("variance", AnomalyTargets.Paths, "Makes the path wander the magnitude times as far from where it was, within its bounds.")
{
    public override string MagnitudeMeaning => "a factor, 0 or more";

    public override double DefaultMagnitude => 5;

    public override bool HasOnset => true;

    public override string? MagnitudeViolation(double magnitude) =>
        Rule.NonNegative(magnitude);

    internal override void Apply(in AnomalyMoment moment, ref Influence influence)
    {
        influence.Fluctuates = true;
        influence.Fluctuation *= moment.Factor;
    }
}
