namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Breaks every body off. Immutable and thread-safe.</summary>
internal sealed class Truncated()
    : AnomalyKind("truncated", AnomalyTargets.Endpoint, "Breaks every body off.")
{
    public override string MagnitudeMeaning => "the share of the body that is sent, from 0 to below 1";

    public override double DefaultMagnitude => 0.5;

    public override string? MagnitudeViolation(double magnitude) =>
        magnitude is >= 0 and < 1 ? null : Rule.Broken("must be from 0 to below 1", magnitude);

    internal override EndpointConditions Apply(in AnomalyMoment moment, EndpointConditions conditions) =>
        conditions with { BodyShare = Math.Min(conditions.BodyShare, moment.Magnitude) };
}
