using System.Globalization;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Test.Cycles;

public sealed class CycleTest
{
    /// <summary>The daily usage pattern of the specification.</summary>
    private static readonly Cycle s_daily = new() { NightBaseline = 0.1, WeekendReduction = 0.3 };

    [Fact]
    public void A_cycle_as_it_is_created_has_no_effect()
    {
        var instant = At("2026-01-01T00:00:00Z");
        Assert.All(Enumerable.Range(0, 1000), hours => Assert.Equal(1.0, new Cycle().FactorAt(instant.AddHours(hours), instant)));
    }

    [Theory]
    [InlineData("2026-01-07T09:00:00Z", 1)]
    [InlineData("2026-01-07T13:00:00Z", 1)]
    [InlineData("2026-01-07T17:00:00Z", 1)]
    [InlineData("2026-01-07T19:00:00Z", 0.1)]
    [InlineData("2026-01-07T00:00:00Z", 0.1)]
    [InlineData("2026-01-07T07:00:00Z", 0.1)]
    public void A_weekday_is_at_its_peak_in_the_peak_hours_and_at_the_baseline_at_night(string instant, double factor) =>
        Assert.Equal(factor, Factor(s_daily, instant));

    [Fact]
    public void A_shoulder_is_half_way_after_an_hour()
    {
        Assert.Equal(0.55, Factor(s_daily, "2026-01-07T08:00:00Z"), 1e-15);
        Assert.Equal(0.55, Factor(s_daily, "2026-01-07T18:00:00Z"), 1e-15);
    }

    [Theory]
    [InlineData("2026-01-02T22:00:00Z", 1)]
    [InlineData("2026-01-03T02:00:00Z", 0.3)]
    [InlineData("2026-01-03T12:00:00Z", 0.3)]
    [InlineData("2026-01-04T00:00:00Z", 0.3)]
    [InlineData("2026-01-04T22:00:00Z", 0.3)]
    [InlineData("2026-01-05T02:00:00Z", 1)]
    public void A_weekend_day_has_its_share_of_a_weekday(string instant, double factor) =>
        Assert.Equal(factor, Factor(new Cycle { WeekendReduction = 0.3 }, instant));

    [Fact]
    public void A_weekend_is_half_way_at_midnight()
    {
        Assert.Equal(0.65, Factor(new Cycle { WeekendReduction = 0.3 }, "2026-01-03T00:00:00Z"), 1e-15);
        Assert.Equal(0.65, Factor(new Cycle { WeekendReduction = 0.3 }, "2026-01-05T00:00:00Z"), 1e-15);
    }

    [Fact]
    public void Day_and_weekend_multiply()
    {
        Assert.Equal(0.3, Factor(s_daily, "2026-01-03T12:00:00Z"));
        Assert.Equal(0.1 * 0.3, Factor(s_daily, "2026-01-04T04:00:00Z"));
    }

    [Fact]
    public void A_holiday_counts_as_a_day_of_a_weekend()
    {
        var holiday = new Cycle { WeekendReduction = 0.3, Holidays = [new DateOnly(2026, 12, 25), new DateOnly(2026, 1, 7), new DateOnly(2026, 1, 7)] };

        Assert.Equal(1.0, Factor(holiday, "2026-01-06T22:00:00Z"));
        Assert.Equal(0.3, Factor(holiday, "2026-01-07T02:00:00Z"));
        Assert.Equal(0.3, Factor(holiday, "2026-01-07T22:00:00Z"));
        Assert.Equal(1.0, Factor(holiday, "2026-01-08T02:00:00Z"));
        Assert.Equal([new DateOnly(2026, 1, 7), new DateOnly(2026, 12, 25)], holiday.Holidays);
        // Christmas Day is a Friday: from Thursday's midnight to Monday's it stays the weekend.
        Assert.Equal(0.3, Factor(holiday, "2026-12-26T00:00:00Z"));
    }

    [Theory]
    [InlineData(0.1, 10, 2)]
    [InlineData(0.1, 0.5, 1.05)]
    [InlineData(-0.1, 5, 0.5)]
    [InlineData(-0.1, 10, 0)]
    [InlineData(-0.1, 1000, 0)]
    [InlineData(0.1, -5, 0.5)]
    [InlineData(double.MaxValue, 1000, Cycle.MaximumFactor)]
    [InlineData(-double.MaxValue, 1000, 0)]
    public void A_trend_is_linear_in_the_days_since_the_origin_and_never_negative(double trend, double days, double factor)
    {
        var origin = At("2026-01-07T09:00:00Z");
        Assert.Equal(factor, new Cycle { Trend = trend }.FactorAt(origin.AddDays(days), origin), 1e-15);
    }

    [Fact]
    public void The_greatest_parts_make_a_finite_factor()
    {
        var greatest = new Cycle { WeekendReduction = double.MaxValue, Yearly = new YearlyShape([.. Enumerable.Repeat(double.MaxValue, 12)]), Trend = -1 };
        Assert.Equal(Cycle.MaximumFactor, greatest.FactorAt(At("2026-01-03T12:00:00Z"), At("2026-01-03T12:00:00Z")));
        Assert.Equal(0.0, greatest.FactorAt(At("2026-01-04T12:00:00Z"), At("2026-01-03T12:00:00Z")));
    }

    [Theory]
    [InlineData("night_baseline", double.NaN, "night_baseline: must be from 0 to 1, got NaN")]
    [InlineData("night_baseline", 1.1, "night_baseline: must be from 0 to 1, got 1.1")]
    [InlineData("weekend_reduction", -0.3, "weekend_reduction: must be 0 or more, got -0.3")]
    [InlineData("weekend_reduction", double.PositiveInfinity, "weekend_reduction: must be a finite number, got +Inf")]
    [InlineData("trend", double.NaN, "trend: must be a finite number, got NaN")]
    public void Numbers_that_break_a_rule_are_refused(string key, double value, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => key switch
        {
            "night_baseline" => new Cycle { NightBaseline = value },
            "weekend_reduction" => new Cycle { WeekendReduction = value },
            _ => new Cycle { Trend = value },
        }).Message);

    [Fact]
    public void Equality_is_by_value()
    {
        Assert.Equal(new Cycle { Holidays = [new DateOnly(2026, 1, 1)], Zone = Zones.Of("Europe/Berlin") }, new Cycle { Holidays = [new DateOnly(2026, 1, 1)], Zone = Zones.Of("Europe/Berlin") });
        Assert.NotEqual(new Cycle { Zone = Zones.Of("Europe/Berlin") }, new Cycle { Zone = Zones.Of("Europe/Paris") });
        Assert.NotEqual(new Cycle { Holidays = [new DateOnly(2026, 1, 1)] }, new Cycle());
    }

    [Fact]
    public void Asking_for_the_factor_allocates_nothing()
    {
        var cycle = s_daily with { Zone = Zones.Of("Europe/Berlin"), Holidays = [new DateOnly(2026, 1, 7)], Yearly = new YearlyShape([.. Enumerable.Range(1, 12).Select(month => (double)month)]), Trend = 0.1 };
        var origin = At("2026-01-01T00:00:00Z");
        const int Days = 400;
        var sum = Ask();
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Ask();

        // The runtime itself may take a little while it compiles the loop anew; an object has 24 bytes at the least, and there is not one a day.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24 * Days - 1);
        Assert.True(sum > 0);

        double Ask()
        {
            var factors = 0.0;
            for (var hour = 0; hour < 24 * Days; hour++) factors += cycle.FactorAt(origin.AddHours(hour), origin);
            return factors;
        }
    }

    private static double Factor(Cycle cycle, string instant) => cycle.FactorAt(At(instant), At(instant));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
