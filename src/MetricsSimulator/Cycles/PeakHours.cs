namespace MetricsSimulator.Cycles;

/// <summary>
/// The busiest hours of a day on the local clock, and the transitions before and after them: two hours each, or half of the night if that is
/// shorter.
/// </summary>
public sealed record PeakHours
{
    private const long Day = TimeSpan.TicksPerDay;
    private const long LongestShoulder = 2 * TimeSpan.TicksPerHour;

    // A time zone may skip a day of the calendar, so the last peak may be that of the day before yesterday.
    private const int DaysAround = 2;

    private readonly long _start;
    private readonly long _length;
    private readonly long _shoulder;

    /// <summary>Creates the peak hours.</summary>
    /// <param name="from">The hour at which they begin, such as 9 or 9.5; from 0 to 24.</param>
    /// <param name="to">The hour at which they end, from 0 to 24; before <paramref name="from"/> if they include midnight.</param>
    /// <exception cref="ArgumentException"><see cref="Violation"/> names a broken rule.</exception>
    public PeakHours(double from, double to)
    {
        Rule.Require(Violation(from, to));
        (From, To) = (from, to);
        _start = Ticks(from);
        _length = Length(from, to);
        _shoulder = Math.Min(LongestShoulder, (Day - _length) / 2);
    }

    /// <summary>From 9 to 17.</summary>
    public static PeakHours Default { get; } = new(9, 17);

    /// <summary>The hour at which the peak begins.</summary>
    public double From { get; }

    /// <summary>The hour at which the peak ends.</summary>
    public double To { get; }

    /// <summary>The rule that two hours break; null if they form a peak.</summary>
    public static string? Violation(double from, double to)
    {
        // This form of the condition also refuses NaN.
        if (!(from is >= 0 and <= 24 && to is >= 0 and <= 24)) return Rule.Broken("must be [from, to] with hours from 0 to 24", from, to);
        return Length(from, to) > 0 ? null : Rule.Broken("must be [from, to] with two different hours", from, to);
    }

    /// <summary>
    /// The share of the way from night to peak. An hour that the local clock skips ends at once; an hour that it repeats begins
    /// the first time. In between, real time counts, so a change of the clock causes no jump.
    /// </summary>
    internal double ShareAt(LocalClock clock)
    {
        var share = 0.0;
        var utcTicks = clock.UtcTicks;
        for (var day = clock.Day - DaysAround; day <= clock.Day + DaysAround; day++)
        {
            var begin = clock.FirstInstantOf(day * Day + _start);
            var end = clock.FirstInstantOf(day * Day + _start + _length);
            if (begin >= end) continue;
            if (utcTicks >= begin && utcTicks <= end) return 1;
            var into = utcTicks < begin ? utcTicks - (begin - _shoulder) : end + _shoulder - utcTicks;
            share = Math.Max(share, Smoothstep.At(into, _shoulder));
        }

        return share;
    }

    private static long Length(double from, double to)
    {
        var length = Ticks(to) - Ticks(from);
        return length < 0 ? length + Day : length;
    }

    private static long Ticks(double hours) => (long)Math.Round(hours * TimeSpan.TicksPerHour);
}
