using System.Collections.Immutable;

namespace MetricsSimulator.Events;

/// <summary>The metrics that one process exports at one instant.</summary>
/// <param name="Resource">The attributes of its resource.</param>
/// <param name="Scope">The scope of the metrics.</param>
/// <param name="Temporality">What the values contain.</param>
/// <param name="Start">Since when the values count, in UTC.</param>
/// <param name="Time">When they are exported, in UTC.</param>
/// <param name="Sums">The metrics; at least one.</param>
public sealed record MetricExport(
    ImmutableArray<EventAttribute> Resource, ExportScope Scope, Temporality Temporality, DateTimeOffset Start, DateTimeOffset Time, ImmutableArray<ExportedSum> Sums)
{
    /// <summary>Identifies the process among those of the run. It is not exported.</summary>
    public string Process { get; init; } = "";
}
