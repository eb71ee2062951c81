using System.Collections.Immutable;

namespace MetricsSimulator.Events;

/// <summary>The events that one process exports at one instant.</summary>
/// <param name="Resource">The attributes of its resource.</param>
/// <param name="Scope">The scope of the events.</param>
/// <param name="Time">When they are exported, in UTC.</param>
/// <param name="Events">The events, in the order of time; at least one.</param>
public sealed record LogExport(ImmutableArray<EventAttribute> Resource, ExportScope Scope, DateTimeOffset Time, ImmutableArray<SimulatedEvent> Events);
