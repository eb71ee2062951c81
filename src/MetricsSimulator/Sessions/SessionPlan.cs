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

    /// <summary>The part of the plan before an instant, in milliseconds since the Unix epoch.</summary>
    public SessionPlan Before(long instant) => End < instant ? this : this with { Events = [.. Events.TakeWhile(happened => Traits.Start + happened.Offset < instant)] };

    /// <summary>The span from the first to the last instant at which this plan differs from another plan of the same session; null if they are equal.</summary>
    /// <param name="other">The other plan.</param>
    public (long First, long Last)? DifferenceFrom(SessionPlan other)
    {
        var ours = Events.AsSpan();
        var theirs = other.Events.AsSpan();
        var same = ours.CommonPrefixLength(theirs);
        if (same == ours.Length && same == theirs.Length) return null;
        var first = Math.Min(OffsetOf(ours, same), OffsetOf(theirs, same));
        var (left, leftOfOther) = (ours.Length, theirs.Length);
        while (left > same && leftOfOther > same && ours[left - 1].Equals(theirs[leftOfOther - 1])) (left, leftOfOther) = (left - 1, leftOfOther - 1);
        var last = Math.Max(left > same ? ours[left - 1].Offset : 0, leftOfOther > same ? theirs[leftOfOther - 1].Offset : 0);
        return (Traits.Start + first, Traits.Start + last);
    }

    private static long OffsetOf(ReadOnlySpan<SessionEvent> events, int index) => index < events.Length ? events[index].Offset : long.MaxValue;
}
