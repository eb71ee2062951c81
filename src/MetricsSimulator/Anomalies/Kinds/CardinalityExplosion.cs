namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Adds as many label sets as the magnitude says; together they carry a hundredth of the metric. Immutable and thread-safe.</summary>
internal sealed class CardinalityExplosion()
    : AnomalyKind("cardinality_explosion", AnomalyTargets.Paths, "Adds as many label sets as the magnitude says; together they carry a hundredth of the metric.")
{
    public override string MagnitudeMeaning => "a number of label sets, from 1 to 100000";

    public override double DefaultMagnitude => 100;

    public override string? MagnitudeViolation(double magnitude) =>
        magnitude is >= 1 and <= 100_000 && magnitude % 1 == 0 ? null : Rule.Broken("must be a whole number from 1 to 100000", magnitude);
}
