using System.Collections.Immutable;

namespace MetricsSimulator.Cycles;

/// <summary>
/// A time zone as data: how far its clocks are ahead of UTC, from one transition to the next. The engine does not use a database of the machine, so
/// a run is the same everywhere.
/// </summary>
public sealed record ZoneOffsets
{
    /// <summary>The greatest distance of a clock from UTC.</summary>
    public static readonly TimeSpan MaximumOffset = TimeSpan.FromHours(18);

    private readonly long[] _transitions;
    private readonly long[] _offsets;

    /// <summary>Creates a zone.</summary>
    /// <param name="name">Its name, as a user writes it.</param>
    /// <param name="transitions">The instants at which the offset changes, ascending; empty for a clock that never changes.</param>
    /// <param name="offsets">The offset before the first transition, and the one from each transition on.</param>
    /// <exception cref="ArgumentException"><see cref="Violation"/> names a broken rule.</exception>
    public ZoneOffsets(string name, ImmutableArray<DateTimeOffset> transitions, ImmutableArray<TimeSpan> offsets)
    {
        Rule.Require(Violation(name, transitions, offsets), name);
        Name = name;
        _transitions = [.. transitions.Select(transition => transition.UtcTicks)];
        _offsets = [.. offsets.Select(offset => offset.Ticks)];
    }

    /// <summary>The clock of UTC, which never changes.</summary>
    public static ZoneOffsets Utc { get; } = new("UTC", [], [TimeSpan.Zero]);

    /// <summary>The name of the zone.</summary>
    public string Name { get; }

    /// <summary>How far the clocks of the zone are ahead of UTC at an instant.</summary>
    public TimeSpan OffsetAt(DateTimeOffset instant) => TimeSpan.FromTicks(_offsets[SpanAt(instant.UtcTicks)]);

    /// <summary>The rule that the parts of a zone break; null if they break none.</summary>
    public static string? Violation(string name, ImmutableArray<DateTimeOffset> transitions, ImmutableArray<TimeSpan> offsets)
    {
        if (string.IsNullOrEmpty(name)) return "must have a name";
        if (transitions.IsDefault || offsets.IsDefault || offsets.Length != transitions.Length + 1) return "must have one offset more than transitions";
        for (var i = 1; i < transitions.Length; i++)
            if (transitions[i] <= transitions[i - 1]) return "must have transitions that ascend";
        foreach (var offset in offsets)
            if (offset.Duration() > MaximumOffset) return Rule.Broken("must have offsets of at most 18 hours", offset.TotalHours);
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(ZoneOffsets? other) =>
        other is not null && Name == other.Name
        && _transitions.AsSpan().SequenceEqual(other._transitions) && _offsets.AsSpan().SequenceEqual(other._offsets);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, _transitions.Length);

    /// <summary>The local clock around an instant.</summary>
    internal LocalClock ClockAt(long utcTicks)
    {
        var span = SpanAt(utcTicks);
        // The offsets before and after a transition may differ by twice the greatest offset.
        var margin = (LocalClock.Reach + 2 * MaximumOffset).Ticks;
        var isSteady = (span == 0 || utcTicks - _transitions[span - 1] > margin)
            && (span == _transitions.Length || _transitions[span] - utcTicks > margin);
        return new LocalClock(this, utcTicks, _offsets[span], isSteady);
    }

    /// <summary>
    /// The first instant at which the local clock shows a time or a later one. If the clock repeats the time, this is the earlier instant. If the clock skips
    /// the time, this is the moment of the change.
    /// </summary>
    internal long FirstInstantOf(long localTicks)
    {
        var span = SpanAt(localTicks - MaximumOffset.Ticks);
        while (span < _transitions.Length && _transitions[span] + _offsets[span] <= localTicks) span++;
        var instant = localTicks - _offsets[span];
        return span == 0 ? instant : Math.Max(instant, _transitions[span - 1]);
    }

    private int SpanAt(long utcTicks)
    {
        var index = _transitions.AsSpan().BinarySearch(utcTicks);
        return index >= 0 ? index + 1 : ~index;
    }
}
