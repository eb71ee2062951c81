using System.Collections.Immutable;

namespace MetricsSimulator.Events;

/// <summary>What the processes of a workload export at one tick.</summary>
/// <param name="Metrics">The exports of metrics, each of one process.</param>
/// <param name="Logs">The exports of events, each of one process.</param>
public sealed record TelemetryExports(ImmutableArray<MetricExport> Metrics, ImmutableArray<LogExport> Logs)
{
    /// <summary>No exports.</summary>
    public static TelemetryExports None { get; } = new([], []);
}
