using System.Globalization;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Test.Cycles;

/// <summary>Hours and days are those of the local clock, also when it is changed.</summary>
public sealed class LocalClockTest
{
    [Theory]
    [InlineData("UTC", "2026-03-29T09:00:00Z", "2026-03-29T17:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-28T08:00:00Z", "2026-03-28T16:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T07:00:00Z", "2026-03-29T15:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T07:00:00Z", "2026-10-24T15:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T08:00:00Z", "2026-10-25T16:00:00Z")]
    [InlineData("Europe/Berlin", "2100-07-01T07:00:00Z", "2100-07-01T15:00:00Z")]
    [InlineData("America/New_York", "2026-03-07T14:00:00Z", "2026-03-07T22:00:00Z")]
    [InlineData("America/New_York", "2026-03-08T13:00:00Z", "2026-03-08T21:00:00Z")]
    [InlineData("America/New_York", "2026-11-01T14:00:00Z", "2026-11-01T22:00:00Z")]
    [InlineData("Asia/Kolkata", "2026-03-29T03:30:00Z", "2026-03-29T11:30:00Z")]
    [InlineData("Asia/Kolkata", "2026-10-25T03:30:00Z", "2026-10-25T11:30:00Z")]
    public void The_peak_is_from_nine_to_five(string zone, string begin, string end)
    {
        var cycle = new Cycle { NightBaseline = 0.1, Zone = Zones.Of(zone) };
        var (from, to) = (At(begin), At(end));

        Assert.Equal(0.1, Factor(cycle, from.AddHours(-2)));
        Assert.InRange(Factor(cycle, from.AddMinutes(-1)), 0.9, 0.9999);
        Assert.Equal(1.0, Factor(cycle, from));
        Assert.Equal(1.0, Factor(cycle, to));
        Assert.InRange(Factor(cycle, to.AddMinutes(1)), 0.9, 0.9999);
        Assert.Equal(0.1, Factor(cycle, to.AddHours(2)));
    }

    [Theory]
    // The clock goes from 2:00 to 3:00 at 01:00 UTC: half past two never comes, and the peak begins at once.
    [InlineData("Europe/Berlin", 2.5, 10, "2026-03-29T01:00:00Z", "2026-03-29T08:00:00Z")]
    // The clock goes from 3:00 to 2:00 at 01:00 UTC: half past two comes twice, and counts the first time.
    [InlineData("Europe/Berlin", 2.5, 10, "2026-10-25T00:30:00Z", "2026-10-25T09:00:00Z")]
    // From midnight the clock goes to 1:00 at 05:00 UTC.
    [InlineData("America/Havana", 0, 8, "2026-03-08T05:00:00Z", "2026-03-08T12:00:00Z")]
    public void A_peak_that_begins_while_the_clock_is_changed_begins_once(string zone, double from, double to, string begin, string end)
    {
        var cycle = new Cycle { PeakHours = new PeakHours(from, to), NightBaseline = 0.1, Zone = Zones.Of(zone) };

        Assert.InRange(Factor(cycle, At(begin).AddMinutes(-1)), 0.9, 0.9999);
        for (var instant = At(begin); instant <= At(end); instant = instant.AddMinutes(1)) Assert.Equal(1.0, Factor(cycle, instant));
        Assert.InRange(Factor(cycle, At(end).AddMinutes(1)), 0.9, 0.9999);
    }

    [Fact]
    public void A_peak_that_lies_wholly_in_an_hour_that_never_comes_does_not_take_place()
    {
        var cycle = new Cycle { PeakHours = new PeakHours(2, 3), NightBaseline = 0.1, Zone = Zones.Of("Europe/Berlin") };

        Assert.Equal(1.0, Factor(cycle, At("2026-03-28T01:30:00Z")));
        Assert.Equal(0.1, Factor(cycle, At("2026-03-29T01:00:00Z")));
        Assert.Equal(1.0, Factor(cycle, At("2026-03-30T00:30:00Z")));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-23T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("America/New_York", "2026-01-03T05:00:00Z", "2026-01-05T05:00:00Z")]
    [InlineData("Asia/Kolkata", "2026-01-02T18:30:00Z", "2026-01-04T18:30:00Z")]
    public void The_weekend_is_from_local_midnight_to_local_midnight(string zone, string begin, string end)
    {
        var cycle = new Cycle { WeekendReduction = 0.3, Zone = Zones.Of(zone) };

        Assert.Equal(1.0, Factor(cycle, At(begin).AddHours(-2)));
        Assert.Equal(0.65, Factor(cycle, At(begin)), 1e-15);
        Assert.Equal(0.3, Factor(cycle, At(begin).AddHours(2)));
        Assert.Equal(0.3, Factor(cycle, At(end).AddHours(-2)));
        Assert.Equal(0.65, Factor(cycle, At(end)), 1e-15);
        Assert.Equal(1.0, Factor(cycle, At(end).AddHours(2)));
    }

    private static double Factor(Cycle cycle, DateTimeOffset instant) => cycle.FactorAt(instant, instant);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
