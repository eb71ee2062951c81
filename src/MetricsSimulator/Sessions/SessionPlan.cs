using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>A whole session, planned when it starts.</summary>
/// <param name="Parameters">The distributions with which it was planned.</param>
/// <param name="Traits">What holds for the whole session.</param>
/// <param name="Events">What happens, in the order of time; at one instant in the order of cause and effect.</param>
internal sealed record SessionPlan(SessionParameters Parameters, SessionTraits Traits, ImmutableArray<SessionEvent> Events)
{
    /// <summary>When the last event happens, in milliseconds since the Unix epoch.</summary>
    public long End => Traits.Start + Events[^1].Offset;
}
