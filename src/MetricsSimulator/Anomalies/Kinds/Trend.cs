namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Adds more and more, as a leak does: the magnitude times the value with every hour. Immutable and thread-safe.</summary>
internal sealed class Trend()
    : AnomalyKind("trend", AnomalyTargets.Metrics, "Adds more and more, as a leak does: the magnitude times the value with every hour.")
{
    public override string MagnitudeMeaning => "the share of the value that is added in an hour; -1 takes it all away";

    public override double DefaultMagnitude => 1;

    public override string? MagnitudeViolation(double magnitude) =>
        Rule.Finite(magnitude);

    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.Factor *= Math.Max(0, 1 + moment.Magnitude * moment.Elapsed.TotalHours);
}
