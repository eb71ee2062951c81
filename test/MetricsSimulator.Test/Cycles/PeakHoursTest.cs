using System.Globalization;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Test.Cycles;

public sealed class PeakHoursTest
{
    [Theory]
    [InlineData(22, 6, "22:00", 1)]
    [InlineData(22, 6, "00:00", 1)]
    [InlineData(22, 6, "06:00", 1)]
    [InlineData(22, 6, "08:00", 0.1)]
    [InlineData(22, 6, "20:00", 0.1)]
    [InlineData(9.5, 17.25, "09:30", 1)]
    [InlineData(9.5, 17.25, "07:30", 0.1)]
    [InlineData(9.5, 17.25, "17:15", 1)]
    [InlineData(9.5, 17.25, "19:15", 0.1)]
    [InlineData(0, 24, "00:00", 1)]
    [InlineData(0, 24, "12:00", 1)]
    [InlineData(24, 8, "00:00", 1)]
    [InlineData(24, 8, "08:00", 1)]
    [InlineData(24, 8, "22:00", 0.1)]
    [InlineData(8, 24, "23:59", 1)]
    [InlineData(8, 24, "02:00", 0.1)]
    // A night of two hours has two shoulders of one, so that 7:00 is its only moment.
    [InlineData(8, 6, "06:00", 1)]
    [InlineData(8, 6, "07:00", 0.1)]
    [InlineData(8, 6, "08:00", 1)]
    public void An_hour_of_the_day_has_its_share(double from, double to, string time, double factor)
    {
        var instant = DateTimeOffset.Parse($"2026-01-07T{time}:00Z", CultureInfo.InvariantCulture);
        var cycle = new Cycle { PeakHours = new PeakHours(from, to), NightBaseline = 0.1 };

        Assert.Equal(factor, cycle.FactorAt(instant, instant));
        Assert.Equal(factor, cycle.FactorAt(instant.AddDays(1), instant));
    }

    [Theory]
    [InlineData(9, 9)]
    [InlineData(24, 0)]
    [InlineData(9, 9.00000000001)]
    [InlineData(-0.1, 9)]
    [InlineData(9, 24.1)]
    [InlineData(double.NaN, 9)]
    [InlineData(9, double.PositiveInfinity)]
    public void Hours_that_make_no_peak_are_refused(double from, double to)
    {
        Assert.NotNull(PeakHours.Violation(from, to));
        Assert.Throws<ArgumentException>(() => new PeakHours(from, to));
    }

    [Fact]
    public void Equality_is_by_value()
    {
        Assert.Equal(new PeakHours(22, 6), new PeakHours(22, 6));
        Assert.NotEqual(new PeakHours(22, 6), new PeakHours(6, 22));
    }
}
