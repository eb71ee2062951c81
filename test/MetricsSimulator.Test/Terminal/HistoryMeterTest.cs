using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Test.Terminal;

public sealed class HistoryMeterTest
{
    [Theory]
    [InlineData(1, 1000, "1 sample in 1.00 s (1/s)")]
    [InlineData(12_960, 290, "12,960 samples in 0.29 s (44,690/s)")]
    [InlineData(999_999, 1000, "999,999 samples in 1.00 s (999,999/s)")]
    [InlineData(2_000_000, 500, "2,000,000 samples in 0.50 s (4.0 million/s)")]
    [InlineData(5, 0, "5 samples in 0.00 s (5,000/s)")]
    public void A_speed_is_in_millions_only_when_there_are_millions(long samples, int milliseconds, string expected) =>
        Assert.Equal(expected, HistoryMeter.Speed(samples, TimeSpan.FromMilliseconds(milliseconds)));
}
