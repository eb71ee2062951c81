using CsCheck;
using MetricsSimulator.Cli.Charts;

namespace MetricsSimulator.Test.Charts;

public sealed class AxisTest
{
    private static readonly ChartUnit[] s_units = [ChartUnit.None, ChartUnit.Seconds, ChartUnit.Share];

    [Fact]
    public void Ticks_of_values_are_round_and_even_and_hold_all_values_between_them() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[0, 1], Gen.Double[-12, 14], Gen.Double[10, 900], Gen.Int[0, 2]).Sample((least, length, power, height, unit) =>
        {
            var (lower, upper) = (least * Math.Pow(10, power), (least + length) * Math.Pow(10, power));
            var axis = new ValueAxis(lower, upper, s_units[unit], height);
            var size = axis.Upper - axis.Lower;
            var step = axis.Ticks[1] - axis.Ticks[0];
            Assert.InRange(axis.Ticks.Length, 2, 9);
            Assert.True(axis.Lower <= lower + 1e-6 * size && axis.Upper >= upper - 1e-6 * size);
            Assert.All(axis.Ticks.Zip(axis.Ticks.Skip(1)), pair => Assert.InRange((pair.Second - pair.First) / step, 1 - 1e-6, 1 + 1e-6));
            Assert.Equal(axis.Ticks.Length, axis.Ticks.Select(axis.Label).Distinct().Count());
            if (unit == 0) Assert.Contains(Math.Round(step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9)), 6), new[] { 1.0, 2, 5 });
            Assert.InRange(axis.Position(lower), 0, axis.Position(upper));
        });

    [Theory]
    [InlineData(0, 1600, "0 500 1,000 1,500 2,000")]
    [InlineData(950, 1420, "900 1,000 1,100 1,200 1,300 1,400 1,500")]
    [InlineData(0, 0.0031, "0 0.001 0.002 0.003 0.004")]
    [InlineData(0, 48_000, "0 10k 20k 30k 40k 50k")]
    [InlineData(5, 5, "0 1 2 3 4 5")]
    [InlineData(0, 0, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, double.Epsilon, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-3, 2, "−3 −2 −1 0 1 2")]
    public void Labels_are_as_one_would_write_them(double least, double greatest, string labels)
    {
        var axis = new ValueAxis(least, greatest, ChartUnit.None, 240);
        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(axis.Label)));
    }

    [Fact]
    public void Ticks_of_time_are_round_and_lie_within_the_span() =>
        Gen.Select(Gen.Double[0, 4e9], Gen.Double[-2, 9], Gen.Double[60, 1600]).Sample((start, power, width) =>
        {
            var begin = DateTimeOffset.UnixEpoch.AddSeconds(start);
            var end = begin.AddSeconds(Math.Pow(10, power));
            var axis = new TimeAxis(begin, end, width);
            Assert.InRange(axis.Ticks.Length, 0, width / 64 + 2);
            if (width > 300) Assert.NotEmpty(axis.Ticks);
            Assert.All(axis.Ticks, tick => Assert.InRange(tick.Instant, begin, end));
            Assert.All(axis.Ticks.Zip(axis.Ticks.Skip(1)), pair => Assert.True(pair.First.Instant < pair.Second.Instant));
        });

    [Theory]
    [InlineData(0, 1, "00:00 00:10 00:20 00:30 00:40 00:50 01:00")]
    [InlineData(0, 24, "00:00 03:00 06:00 09:00 12:00 15:00 18:00 21:00 00:00")]
    [InlineData(6, 48, "06:00 12:00 18:00 Fri 2 Jan 06:00 12:00 18:00 Sat 3 Jan")]
    [InlineData(0, 168, "Thu 1 Jan Fri 2 Jan Sat 3 Jan Sun 4 Jan Mon 5 Jan Tue 6 Jan Wed 7 Jan Thu 8 Jan")]
    [InlineData(0, 8760, "Jan 2026 Apr 2026 Jul 2026 Oct 2026 Jan 2027")]
    public void Labels_of_time_are_as_one_would_write_them(int after, int hours, string labels)
    {
        var begin = Charted.Begin.AddHours(after);
        Assert.Equal(labels, string.Join(' ', new TimeAxis(begin, begin.AddHours(hours - after), 680).Ticks.Select(tick => tick.Label)));
    }

    [Theory]
    [InlineData(325.456, "325 USD")]
    [InlineData(1234, "1,234 USD")]
    [InlineData(12_345, "12.3k USD")]
    [InlineData(0.0375, "0.0375 USD")]
    [InlineData(double.NaN, "–")]
    public void A_value_is_spelled_to_three_digits(double value, string text) => Assert.Equal(text, ChartUnit.Of("USD").Format(value));

    [Theory]
    [InlineData(90, "90 s")]
    [InlineData(300, "5 min")]
    [InlineData(0.25, "250 ms")]
    [InlineData(7200, "2 h")]
    public void Seconds_are_spelled_in_the_unit_that_fits(double value, string text) => Assert.Equal(text, ChartUnit.Seconds.Format(value));
}
