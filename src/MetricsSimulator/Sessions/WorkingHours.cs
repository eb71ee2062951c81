using MetricsSimulator.Cycles;

namespace MetricsSimulator.Sessions;

/// <summary>When a developer works: the rate of sessions in each hour, relative to a working hour.</summary>
/// <param name="Zone">The time zone of the developer.</param>
public sealed record WorkingHours(ZoneOffsets Zone)
{
    private const long Day = TimeSpan.TicksPerDay;

    /// <summary>The hour of the day at which work begins; 0 to 24.</summary>
    public double From { get; init; } = 9;

    /// <summary>The hour of the day at which work ends, after <see cref="From"/>.</summary>
    public double To { get; init; } = 17;

    /// <summary>The rate of sessions outside the working hours, relative to a working hour; 0 or more.</summary>
    public double Outside { get; init; } = .1;

    /// <summary>The rate of sessions at the weekend, relative to a weekday; 0 or more.</summary>
    public double Weekend { get; init; } = .3;

    /// <summary>The rate of sessions at an instant, relative to a working hour.</summary>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    internal double FactorAt(long instant)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(instant);
        var local = at.UtcTicks + Zone.OffsetAt(at).Ticks;
        var hour = (double)(local % Day) / TimeSpan.TicksPerHour;
        // The first day of the calendar, 0001-01-01, is a Monday.
        var isWeekend = local / Day % 7 >= 5;
        return (hour >= From && hour < To ? 1 : Outside) * (isWeekend ? Weekend : 1);
    }
}
