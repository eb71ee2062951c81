using MetricsSimulator.Cli.Scoring.Sweeps;

namespace MetricsSimulator.Test.Scoring.Sweeps;

public sealed class SweepTest
{
    [Theory]
    [InlineData("for=0s..30m:4", "0s 10m 20m 30m")]
    [InlineData("for=0s..9s", "0s 1s 2s 3s 4s 5s 6s 7s 8s 9s")]
    [InlineData("for=0..2s:5", "0s 1s 2s")]
    [InlineData("threshold=0.1..0.3:3", "0.1 0.2 0.3")]
    [InlineData("threshold=-5..5:2", "-5 5")]
    [InlineData("threshold=0.01..0.1", "0.01 0.02 0.03 0.04 0.05 0.06 0.07 0.08 0.09 0.1")]
    public void Values_are_even_and_different(string text, string expected)
    {
        var sweep = Sweep.Read(text, out var violation);
        Assert.Equal("", violation);
        Assert.Equal(expected, string.Join(' ', sweep!.Values.Select(sweep.Text)));
    }

    [Theory]
    [InlineData("threshold", "must be like for=0s..30m, got 'threshold'. Write the parameter, ")]
    [InlineData("limit=1..2", "must be like for=0s..30m, got 'limit=1..2'. ")]
    [InlineData("threshold=1", "must be like for=0s..30m, got 'threshold=1'. ")]
    [InlineData("threshold=a..b", "must be like for=0s..30m, got 'threshold=a..b'. ")]
    [InlineData("for=-1m..1m", "must be like for=0s..30m, got 'for=-1m..1m'. ")]
    [InlineData("for=5m..1m", "must go from a value to a greater one, got 'for=5m..1m'.")]
    [InlineData("threshold=1..1", "must go from a value to a greater one, got 'threshold=1..1'.")]
    [InlineData("threshold=1..2:1", "must have from 2 to 100 values, got '1'.")]
    [InlineData("threshold=1..2:101", "must have from 2 to 100 values, got '101'.")]
    [InlineData("threshold=1..2:few", "must have from 2 to 100 values, got 'few'.")]
    public void A_wrong_range_is_refused(string text, string expected)
    {
        Assert.Null(Sweep.Read(text, out var violation));
        Assert.StartsWith(expected, violation, StringComparison.Ordinal);
    }
}
