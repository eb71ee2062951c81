using System.Collections.Immutable;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Simulation;

/// <summary>The state of a run at one tick.</summary>
/// <param name="Tick">The tick.</param>
/// <param name="Instant">The instant at which it begins.</param>
/// <param name="Scenario">The name of the scenario; empty for none.</param>
/// <param name="Phase">The name of the phase.</param>
/// <param name="Round">How many times all phases have been played before.</param>
/// <param name="Active">The anomalies whose windows contain the tick.</param>
/// <param name="Endpoint">The effect of these anomalies on the endpoint.</param>
public sealed record RunStatus(
    long Tick, DateTimeOffset Instant, string Scenario, string Phase, long Round, ImmutableArray<Anomaly> Active, EndpointConditions Endpoint)
{
    /// <summary>The phase that comes next, and the tick at which it begins; null if the current one never ends.</summary>
    public (string Phase, long Tick)? Next { get; init; }

    /// <summary>How many falls of counters each anomaly on the view of a workload has caused so far, by its identifier. It has only those that caused some.</summary>
    public IReadOnlyDictionary<string, long> Falls { get; init; } = ImmutableDictionary<string, long>.Empty;
}
