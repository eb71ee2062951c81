namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Runs the daily cycle ahead of the clock; without a cycle nothing changes. Immutable and thread-safe.</summary>
internal sealed class PhaseShift()
    : AnomalyKind("phase_shift", AnomalyTargets.Counter | AnomalyTargets.Histogram, "Runs the daily cycle ahead of the clock; without a cycle nothing changes.")
{
    public override string MagnitudeMeaning => "hours, positive or negative";

    public override double DefaultMagnitude => 6;

    public override bool HasOnset => true;

    public override string? MagnitudeViolation(double magnitude) =>
        magnitude is >= -24 and <= 24 ? null : Rule.Broken("must be from -24 to 24 hours", magnitude);

    internal override void Apply(in AnomalyMoment moment, ref Influence influence) =>
        influence.CycleShift += TimeSpan.FromHours(moment.Magnitude * moment.Rise);
}
