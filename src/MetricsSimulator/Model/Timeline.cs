using System.Globalization;
using MetricsSimulator.Phases;

namespace MetricsSimulator.Model;

/// <summary>
/// The instants of the ticks: multiples of the update interval since the Unix epoch. The first is the start, rounded up. Tick k
/// lasts for [k, k + 1).
/// </summary>
public sealed record Timeline
{
    /// <summary>The shortest update interval, 1 ms: timestamps in expositions are whole milliseconds.</summary>
    public static readonly TimeSpan MinimumInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest update interval.</summary>
    public static readonly TimeSpan MaximumInterval = TimeSpan.FromDays(1);

    /// <summary>Creates a timeline.</summary>
    /// <param name="start">The instant at which the paths begin; not before the Unix epoch.</param>
    /// <param name="updateInterval">The length of a tick; see <see cref="UpdateIntervalViolation"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public Timeline(DateTimeOffset start, TimeSpan updateInterval)
    {
        Rule.Require(UpdateIntervalViolation(updateInterval), "update_interval");
        Rule.Require(StartViolation(start), "start");
        UpdateInterval = updateInterval;
        var ticks = PhaseClock.TicksUntil(start - DateTimeOffset.UnixEpoch, updateInterval);
        Start = DateTimeOffset.UnixEpoch.AddTicks(ticks * updateInterval.Ticks);
    }

    /// <summary>The instant of tick 0, in UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The length of a tick.</summary>
    public TimeSpan UpdateInterval { get; }

    /// <summary>The instant at which a tick begins.</summary>
    /// <param name="tick">The number of the tick.</param>
    /// <exception cref="OverflowException">The tick is more than 29,000 years away.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The instant is after the year 9999.</exception>
    public DateTimeOffset InstantOf(long tick) => Start.AddTicks(checked(tick * UpdateInterval.Ticks));

    /// <summary>The tick that contains an instant; negative before the first tick.</summary>
    public long TickAt(DateTimeOffset instant)
    {
        var elapsed = instant.UtcTicks - Start.UtcTicks;
        var tick = elapsed / UpdateInterval.Ticks;
        return elapsed < 0 && tick * UpdateInterval.Ticks != elapsed ? tick - 1 : tick;
    }

    /// <summary>The number of ticks that begin in a span of time, if one begins with the span: the span divided by the interval, rounded up.</summary>
    public long TicksIn(TimeSpan span) => PhaseClock.TicksUntil(span, UpdateInterval);

    /// <summary>The rule that an update interval breaks; null if it breaks none. It must be whole milliseconds, from 1 ms to 1 day.</summary>
    public static string? UpdateIntervalViolation(TimeSpan interval) =>
        interval >= MinimumInterval && interval <= MaximumInterval && interval.Ticks % TimeSpan.TicksPerMillisecond == 0
            ? null
            : Rule.Broken("must be whole milliseconds from 1ms to 1 day", string.Create(CultureInfo.InvariantCulture, $"{interval.TotalSeconds}s"));

    /// <summary>The rule that a start breaks; null if it breaks none. It must be from 1970 to 9000.</summary>
    public static string? StartViolation(DateTimeOffset start) =>
        start >= DateTimeOffset.UnixEpoch && start.Year < 9000
            ? null
            : Rule.Broken("must be from 1970 to 9000", start.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
