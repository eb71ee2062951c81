using MetricsSimulator.Cycles;

namespace MetricsSimulator.Sessions;

/// <summary>When a developer works: how many sessions an hour has, compared with a working hour.</summary>
/// <param name="Zone">The zone of the developer's clock.</param>
public sealed record WorkingHours(ZoneOffsets Zone)
{
    private const long Day = TimeSpan.TicksPerDay;

    /// <summary>The hour of the day at which work begins; 0 to 24.</summary>
    public double From { get; init; } = 9;

    /// <summary>The hour of the day at which work ends, after <see cref="From"/>.</summary>
    public double To { get; init; } = 17;

    /// <summary>The share of the sessions that an hour outside the working hours has; 0 or more.</summary>
    public double Outside { get; init; } = .1;

    /// <summary>The share of the sessions that a day at the weekend has; 0 or more.</summary>
    public double Weekend { get; init; } = .3;

    /// <summary>The share of the sessions of a working hour that an hour at an instant has.</summary>
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
