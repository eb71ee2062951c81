using System.Collections.Immutable;

namespace MetricsSimulator.Cycles;

/// <summary>
/// The activity at an instant, as a share of its peak. It multiplies rates and intensities. Days, weeks and years follow
/// the local clock, with smooth transitions instead of steps (<c>3x² − 2x³</c>). A new cycle has no effect.
/// </summary>
public sealed record Cycle
{
    /// <summary>The greatest factor, chosen so that products stay finite.</summary>
    public const double MaximumFactor = 1e9;

    private const long Day = TimeSpan.TicksPerDay;

    /// <summary>The duration of the transition between a weekday and a weekend; half of it is before midnight, half after.</summary>
    private static readonly TimeSpan s_turnOfDay = TimeSpan.FromHours(4);

    /// <summary>The busiest hours of a day. They have an effect only if <see cref="NightBaseline"/> is not 1.</summary>
    public PeakHours PeakHours { get; init; } = PeakHours.Default;

    /// <summary>The activity at night, as a share of the peak: from 0 to 1.</summary>
    /// <exception cref="ArgumentException">It breaks its rule.</exception>
    public double NightBaseline { get; init => field = Checked(value, Rule.Probability(value), "night_baseline"); } = 1;

    /// <summary>The activity of a day at the weekend, as a share of a weekday's; 0 or more.</summary>
    /// <exception cref="ArgumentException">It breaks its rule.</exception>
    public double WeekendReduction { get; init => field = Checked(value, Rule.NonNegative(value), "weekend_reduction"); } = 1;

    /// <summary>Dates that count as weekend days, ascending and each once.</summary>
    public ImmutableArray<DateOnly> Holidays { get; init => field = value.IsDefault ? [] : [.. value.Distinct().Order()]; } = [];

    /// <summary>How activity differs from month to month.</summary>
    public YearlyShape Yearly { get; init; } = YearlyShape.Flat;

    /// <summary>The growth of activity in 24 hours, as a share; if negative, activity falls, down to 0.</summary>
    /// <exception cref="ArgumentException">It breaks its rule.</exception>
    public double Trend { get; init => field = Checked(value, Rule.Finite(value), "trend"); }

    /// <summary>The clock for hours and days.</summary>
    public ZoneOffsets Zone { get; init; } = ZoneOffsets.Utc;

    /// <summary>Whether the factor changes with time.</summary>
    public bool HasEffect => NightBaseline != 1 || WeekendReduction != 1 || Yearly != YearlyShape.Flat || Trend != 0;

    /// <summary>The factor at an instant: 1 in the peak hours of a weekday, apart from yearly shape and trend.</summary>
    /// <param name="instant">The instant, in a year that a <see cref="Model.Timeline"/> may have.</param>
    /// <param name="origin">The instant from which the trend is counted.</param>
    public double FactorAt(DateTimeOffset instant, DateTimeOffset origin)
    {
        var clock = Zone.ClockAt(instant.UtcTicks);
        var factor = NightBaseline == 1 ? 1 : Smoothstep.Between(NightBaseline, 1, PeakHours.ShareAt(clock));
        if (WeekendReduction != 1) factor = Product(factor, DayFactorAt(clock));
        factor = Product(factor, Yearly.FactorAt(clock.LocalTicks));
        if (Trend == 0) return factor;
        var days = (double)(instant.UtcTicks - origin.UtcTicks) / Day;
        return Product(factor, Math.Clamp(1 + Trend * days, 0, MaximumFactor));
    }

    /// <inheritdoc/>
    public bool Equals(Cycle? other) =>
        other is not null && PeakHours == other.PeakHours && NightBaseline.Equals(other.NightBaseline)
        && WeekendReduction.Equals(other.WeekendReduction) && Holidays.AsSpan().SequenceEqual(other.Holidays.AsSpan())
        && Yearly == other.Yearly && Trend.Equals(other.Trend) && Zone == other.Zone;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PeakHours, NightBaseline, WeekendReduction, Holidays.Length, Yearly, Trend, Zone);

    private double DayFactorAt(LocalClock clock)
    {
        // Two days around are enough, for the same reason as in PeakHours.
        var factor = DayFactor(clock.Day - 2);
        for (var day = clock.Day - 1; day <= clock.Day + 2; day++)
        {
            var next = DayFactor(day);
            if (next == factor) continue;
            var sinceBegin = clock.UtcTicks - clock.FirstInstantOf(day * Day) + s_turnOfDay.Ticks / 2;
            factor = Smoothstep.Between(factor, next, Smoothstep.At(sinceBegin, s_turnOfDay.Ticks));
        }

        return factor;
    }

    // The first day of the calendar, 0001-01-01, is a Monday.
    private double DayFactor(long day) =>
        day % 7 >= 5 || Holidays.AsSpan().BinarySearch(DateOnly.FromDayNumber((int)day)) >= 0 ? WeekendReduction : 1;

    private static double Product(double factor, double other) => Math.Min(factor * other, MaximumFactor);

    private static double Checked(double value, string? violation, string key)
    {
        Rule.Require(violation, key);
        return value;
    }
}
