namespace MetricsSimulator.Cycles;

/// <summary>
/// The clock of a zone around an instant. It seldom has to search the transitions for nearby days. Not thread-safe.
/// </summary>
internal readonly ref struct LocalClock
{
    /// <summary>How far from the instant the clock works.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromDays(4);

    private readonly ZoneOffsets _zone;
    private readonly long _offset;
    private readonly bool _isSteady;

    /// <summary>Creates the clock.</summary>
    /// <param name="zone">Its zone.</param>
    /// <param name="utcTicks">The instant.</param>
    /// <param name="offset">How far the clock is ahead of UTC at the instant, in ticks of 100 ns.</param>
    /// <param name="isSteady">Whether the clock does not change within <see cref="Reach"/>.</param>
    public LocalClock(ZoneOffsets zone, long utcTicks, long offset, bool isSteady) =>
        (_zone, UtcTicks, _offset, _isSteady) = (zone, utcTicks, offset, isSteady);

    /// <summary>The instant, in ticks of 100 ns since the year 1.</summary>
    public long UtcTicks { get; }

    /// <summary>The local time at the instant, in ticks of 100 ns.</summary>
    public long LocalTicks => UtcTicks + _offset;

    /// <summary>The number of the day that the clock shows, from 0 for 0001-01-01.</summary>
    public long Day => LocalTicks / TimeSpan.TicksPerDay;

    /// <summary>The same as <see cref="ZoneOffsets.FirstInstantOf"/>, for times within <see cref="Reach"/>.</summary>
    public long FirstInstantOf(long localTicks) => _isSteady ? localTicks - _offset : _zone.FirstInstantOf(localTicks);
}
