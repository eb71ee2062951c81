using System.Collections.Immutable;

namespace MetricsSimulator.Events;

/// <summary>The events between two ticks: those from the instant of the tick before until just before that of <see cref="Tick"/>.</summary>
/// <param name="Tick">The tick whose snapshot is the first that counts them; 1 or more.</param>
/// <param name="Events">The events, in the order of their instants; those of one instant in the order of the sources. There may be none.</param>
public sealed record EventBatch(long Tick, ImmutableArray<SimulatedEvent> Events);
