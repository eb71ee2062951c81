namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Answers every scrape after a delay. Immutable and thread-safe.</summary>
internal sealed class SlowScrape()
    : AnomalyKind("slow_scrape", AnomalyTargets.Endpoint, "Answers every scrape after a delay.")
{
    public override string MagnitudeMeaning => "seconds, above 0 and at most 600";

    public override double DefaultMagnitude => 15;

    public override string? MagnitudeViolation(double magnitude) =>
        magnitude is > 0 and <= 600 ? null : Rule.Broken("must be above 0 and at most 600 seconds", magnitude);

    internal override EndpointConditions Apply(in AnomalyMoment moment, EndpointConditions conditions) =>
        conditions with { Delay = conditions.Delay + TimeSpan.FromSeconds(moment.Magnitude) };
}
