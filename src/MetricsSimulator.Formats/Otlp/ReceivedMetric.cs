using System.Collections.Immutable;
using MetricsSimulator.Events;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>A metric of a request.</summary>
/// <param name="Resource">The attributes of its resource.</param>
/// <param name="Scope">Its instrumentation scope.</param>
/// <param name="Name">Its name, never empty.</param>
/// <param name="Description">What it measures; empty if that is not said.</param>
/// <param name="Unit">Its unit; empty for none.</param>
/// <param name="Kind">What its points are.</param>
/// <param name="Temporality">What its points contain; null for gauges and summaries.</param>
/// <param name="IsMonotonic">Whether it is a sum that never falls.</param>
/// <param name="Points">Its points, in the order of the request.</param>
public sealed record ReceivedMetric(
    ImmutableArray<EventAttribute> Resource, ExportScope Scope, string Name, string Description, string Unit, ReceivedMetricKind Kind, Temporality? Temporality, bool IsMonotonic,
    ImmutableArray<ReceivedPoint> Points);
