using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>The complete plan of a session, made when the session starts.</summary>
/// <param name="Parameters">The distributions that its plan uses.</param>
/// <param name="Traits">The properties of the session.</param>
/// <param name="Events">The events, sorted by time. At the same instant, a cause comes before its effect.</param>
internal sealed record SessionPlan(SessionParameters Parameters, SessionTraits Traits, ImmutableArray<SessionEvent> Events)
{
    /// <summary>When the last event happens, in milliseconds since the Unix epoch.</summary>
    public long End => Traits.Start + Events[^1].Offset;
}
