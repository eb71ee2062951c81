using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>An axis of time, in UTC, with ticks at round times.</summary>
internal sealed class TimeAxis
{
    private static readonly ImmutableArray<TimeSpan> s_steps =
    [
        .. new[] { 1, 2, 5, 10, 20, 50, 100, 200, 500 }.Select(n => TimeSpan.FromMilliseconds(n)),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(n => TimeSpan.FromSeconds(n)),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(n => TimeSpan.FromMinutes(n)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(n => TimeSpan.FromHours(n)),
        .. new[] { 1, 2, 7, 14 }.Select(n => TimeSpan.FromDays(n)),
    ];

    private static readonly ImmutableArray<int> s_months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];

    // 1970 began with a Thursday, and weeks begin with a Monday.
    private static readonly DateTimeOffset s_monday = DateTimeOffset.UnixEpoch.AddDays(4);

    private readonly DateTimeOffset _begin;
    private readonly double _length;

    /// <summary>Creates the axis of a span of time.</summary>
    /// <param name="begin">The start of the axis.</param>
    /// <param name="end">The end of the axis, at least one millisecond after <paramref name="begin"/>.</param>
    /// <param name="width">The width of the axis in pixels.</param>
    public TimeAxis(DateTimeOffset begin, DateTimeOffset end, double width)
    {
        _begin = begin;
        _length = (end - begin).Ticks;
        var isLong = end - begin > TimeSpan.FromDays(1);
        var room = isLong ? 84 : 64;
        var count = Math.Max(1, width / room);
        var least = (end - begin) / count;
        var step = s_steps.FirstOrDefault(step => step >= least);
        Ticks = step > TimeSpan.Zero
            ? [.. Every(step, begin, end).Select(instant => (instant, Label(instant, step, isLong)))]
            : [.. EveryMonths(s_months.FirstOrDefault(months => TimeSpan.FromDays(months * 30.4) >= least, s_months[^1]), begin, end)];
    }

    /// <summary>The instants of the ticks, ascending, with their labels. A narrow axis may have none.</summary>
    public ImmutableArray<(DateTimeOffset Instant, string Label)> Ticks { get; }

    /// <summary>The place of an instant, from 0 at the start to 1 at the end. Instants outside are placed at the nearer end.</summary>
    public double Position(DateTimeOffset instant) => Math.Clamp((instant - _begin).Ticks / _length, 0, 1);

    private static IEnumerable<DateTimeOffset> Every(TimeSpan step, DateTimeOffset begin, DateTimeOffset end)
    {
        var origin = step >= TimeSpan.FromDays(7) ? s_monday : DateTimeOffset.UnixEpoch;
        var first = (long)Math.Ceiling((begin - origin).Ticks / (double)step.Ticks);
        for (var instant = origin + first * step; instant <= end; instant += step)
            if (instant >= begin) yield return instant;
    }

    private static IEnumerable<(DateTimeOffset Instant, string Label)> EveryMonths(int months, DateTimeOffset begin, DateTimeOffset end)
    {
        var month = (begin.UtcDateTime.Year * 12 + begin.UtcDateTime.Month - 1) / months * months;
        for (; month / 12 < 9999; month += months)
        {
            if (month < 12) continue;
            var instant = new DateTimeOffset(month / 12, month % 12 + 1, 1, 0, 0, 0, TimeSpan.Zero);
            if (instant > end) yield break;
            if (instant >= begin) yield return (instant, Text(instant, months < 12 ? "MMM yyyy" : "yyyy"));
        }
    }

    private static string Label(DateTimeOffset instant, TimeSpan step, bool isLong)
    {
        if (step >= TimeSpan.FromDays(2)) return Text(instant, "d MMM");
        if (isLong && instant.UtcDateTime.TimeOfDay == TimeSpan.Zero) return Text(instant, "ddd d MMM");
        if (step < TimeSpan.FromSeconds(1)) return Text(instant, "mm:ss.fff");
        return Text(instant, step < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : "HH:mm");
    }

    private static string Text(DateTimeOffset instant, string format) => instant.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
