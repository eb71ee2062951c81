namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Makes the changes of the path from tick to tick the magnitude times as large, around the same path. Immutable and thread-safe.</summary>
internal sealed class Variance()
    : AnomalyKind("variance", AnomalyTargets.Paths, "Makes the changes of the path from tick to tick the magnitude times as large, around the same path.")
{
    public override string MagnitudeMeaning => "a factor, 1 or more";

    public override double DefaultMagnitude => 5;

    public override bool HasOnset => true;

    public override string? MagnitudeViolation(double magnitude) =>
        Rule.Finite(magnitude) ?? (magnitude >= 1 ? null : Rule.Broken("must be 1 or more", magnitude));

    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.Fluctuation *= moment.Factor;
}
