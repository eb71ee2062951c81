using System.Collections.Immutable;
using MetricsSimulator.Events;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>A log record of a request.</summary>
/// <param name="Resource">The attributes of its resource.</param>
/// <param name="Scope">Its instrumentation scope.</param>
/// <param name="Time">When it happened, in UTC; null if that is not said.</param>
/// <param name="Name">The name of the event, or the body if there is none; empty if there is neither.</param>
/// <param name="Attributes">Its attributes, in the order of the request.</param>
public sealed record ReceivedRecord(ImmutableArray<EventAttribute> Resource, ExportScope Scope, DateTimeOffset? Time, string Name, ImmutableArray<EventAttribute> Attributes);
