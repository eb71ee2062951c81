using System.Globalization;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Test.Cycles;

public sealed class YearlyShapeTest
{
    private static readonly YearlyShape s_year = new([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

    [Theory]
    [InlineData("2026-01-16T12:00:00Z", 1)]
    [InlineData("2026-02-15T00:00:00Z", 2)]
    [InlineData("2028-02-15T12:00:00Z", 2)]
    [InlineData("2026-06-16T00:00:00Z", 6)]
    [InlineData("2026-12-16T12:00:00Z", 12)]
    public void The_middle_of_a_month_has_its_factor(string instant, double factor) => Assert.Equal(factor, Factor(s_year, "UTC", instant));

    [Theory]
    // Half way from 16 July 12:00 to 16 August 12:00, and over the turn of the year.
    [InlineData("2026-08-01T00:00:00Z", 7.5)]
    [InlineData("2027-01-01T00:00:00Z", 6.5)]
    public void Half_way_between_two_months_is_half_of_both(string instant, double factor) => Assert.Equal(factor, Factor(s_year, "UTC", instant), 1e-14);

    [Fact]
    public void The_middle_is_that_of_the_local_clock()
    {
        Assert.Equal(7.0, Factor(s_year, "Europe/Berlin", "2026-07-16T10:00:00Z"));
        Assert.NotEqual(7.0, Factor(s_year, "UTC", "2026-07-16T10:00:00Z"));
    }

    [Fact]
    public void A_year_is_monotone_between_the_middles_of_months()
    {
        var begin = DateTimeOffset.Parse("2026-01-16T12:00:00Z", CultureInfo.InvariantCulture);
        var end = DateTimeOffset.Parse("2026-12-16T12:00:00Z", CultureInfo.InvariantCulture);
        var cycle = new Cycle { Yearly = s_year };
        for (var instant = begin; instant < end; instant = instant.AddHours(1))
            Assert.True(cycle.FactorAt(instant, begin) < cycle.FactorAt(instant.AddHours(1), begin), $"{instant:O}");
    }

    [Fact]
    public void Factors_that_break_a_rule_are_refused()
    {
        Assert.Equal("must be 12 numbers, from January to December, got 11", YearlyShape.Violation([.. Enumerable.Repeat(1.0, 11)]));
        Assert.Equal("must be 12 numbers, from January to December, got 0", YearlyShape.Violation(default));
        Assert.Equal("must be 0 or more, got -1", YearlyShape.Violation([.. s_year.Factors.SetItem(3, -1)]));
        Assert.Equal("must be a finite number, got NaN", YearlyShape.Violation([.. s_year.Factors.SetItem(11, double.NaN)]));
        Assert.Throws<ArgumentException>(() => new YearlyShape([]));
    }

    private static double Factor(YearlyShape year, string zone, string instant)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        return new Cycle { Yearly = year, Zone = Zones.Of(zone) }.FactorAt(at, at);
    }
}
