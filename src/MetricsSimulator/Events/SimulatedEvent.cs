using System.Collections.Immutable;

namespace MetricsSimulator.Events;

/// <summary>Something that happened in a run at one instant.</summary>
/// <param name="Instant">When it happened, in UTC; it need not be the instant of a tick.</param>
/// <param name="Name">What happened, as in <c>claude_code.api_request</c>.</param>
/// <param name="Attributes">The properties of the event, in the order in which they are written; all names differ.</param>
public sealed record SimulatedEvent(DateTimeOffset Instant, string Name, ImmutableArray<EventAttribute> Attributes)
{
    /// <inheritdoc/>
    public bool Equals(SimulatedEvent? other) =>
        other is not null && Instant == other.Instant && Name == other.Name && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Instant, Name, Attributes.Length);
}
