using System.Collections.Immutable;

namespace MetricsSimulator.Events;

/// <summary>A point of an exported sum.</summary>
/// <param name="Attributes">Its attributes, in the order in which they are written.</param>
/// <param name="Value">The value.</param>
public sealed record ExportedPoint(ImmutableArray<EventAttribute> Attributes, double Value);
