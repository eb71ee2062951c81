namespace MetricsSimulator.Phases;

/// <summary>The phase of a scenario at each tick. A phase ends with the first tick at or after its time.</summary>
internal sealed class PhaseClock
{
    /// <summary>A number of ticks that no run reaches.</summary>
    public const long Forever = 1L << 40;

    private readonly long[] _ends;

    /// <summary>Creates the clock of a scenario.</summary>
    /// <param name="durations">The durations of its phases, one or more.</param>
    /// <param name="repeats">Whether the phases start over after the last; otherwise the last phase never ends.</param>
    /// <param name="updateInterval">The length of a tick.</param>
    /// <param name="origin">The tick at which the scenario begins.</param>
    public PhaseClock(TimeSpan[] durations, bool repeats, TimeSpan updateInterval, long origin)
    {
        Origin = origin;
        _ends = new long[durations.Length];
        var elapsed = TimeSpan.Zero;
        for (var i = 0; i < _ends.Length; i++)
        {
            var duration = durations[i];
            elapsed = duration > TimeSpan.MaxValue - elapsed ? TimeSpan.MaxValue : elapsed + duration;
            _ends[i] = Math.Min(Forever, TicksUntil(elapsed, updateInterval));
        }

        if (!repeats) _ends[^1] = Forever;
    }

    /// <summary>The tick at which the scenario begins.</summary>
    public long Origin { get; }

    /// <summary>The length of a round in ticks; <see cref="Forever"/> if there is only one.</summary>
    public long RoundLength => _ends[^1];

    /// <summary>The phase at a tick, at or after the origin.</summary>
    public PhasePosition At(long tick)
    {
        var (round, offset) = Math.DivRem(tick - Origin, RoundLength);
        var phase = 0;
        while (offset >= _ends[phase]) phase++;
        return new PhasePosition(phase, round);
    }

    /// <summary>The tick at which the phase of a tick ends, so that the next one begins; null if it never ends.</summary>
    public long? EndOfPhaseAt(long tick)
    {
        var (phase, round) = At(tick);
        return _ends[phase] == Forever ? null : Origin + round * RoundLength + _ends[phase];
    }

    /// <summary>The phase of a tick, and whether another begins with the next.</summary>
    public PhaseTurn TurnAt(long tick)
    {
        var now = At(tick);
        var next = At(tick + 1);
        return next == now ? new PhaseTurn(now.Phase) : new PhaseTurn(now.Phase, next.Phase, next.Round != now.Round);
    }

    /// <summary>The ticks of a phase, counted from the beginning of its round; an end of <see cref="Forever"/> never comes.</summary>
    public (long First, long End) TicksOf(int phase) => (phase == 0 ? 0 : _ends[phase - 1], _ends[phase]);

    /// <summary>The phases in a span of ticks at or after the origin, each once, ascending.</summary>
    /// <param name="first">The first tick.</param>
    /// <param name="end">The tick after the last.</param>
    public int[] PhasesBetween(long first, long end)
    {
        var phases = new SortedSet<int>();
        while (first < end && phases.Count < _ends.Length)
        {
            var (phase, round) = At(first);
            phases.Add(phase);
            first = Origin + round * RoundLength + _ends[phase];
        }

        return [.. phases];
    }

    /// <summary>The first tick at or after a time, if the time counts from tick 0.</summary>
    public static long TicksUntil(TimeSpan time, TimeSpan updateInterval) =>
        time.Ticks / updateInterval.Ticks + (time.Ticks % updateInterval.Ticks == 0 ? 0 : 1);
}
