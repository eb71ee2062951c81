namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>Fails every scrape with status 503. Immutable and thread-safe.</summary>
internal sealed class Outage()
    : AnomalyKind("outage", AnomalyTargets.Endpoint, "Fails every scrape with status 503.")
{
    internal override EndpointConditions Apply(in AnomalyMoment moment, EndpointConditions conditions) =>
        conditions with { IsDown = true };
}
