using System.Collections.Immutable;

namespace MetricsSimulator.Events;

/// <summary>The events between two ticks: from the instant of the tick before until just before the instant of <see cref="Tick"/>.</summary>
/// <param name="Tick">The tick whose snapshot is the first that counts them; 1 or more.</param>
/// <param name="Events">The events, ordered by instant, and within one instant by source. There may be none.</param>
public sealed record EventBatch(long Tick, ImmutableArray<SimulatedEvent> Events);
