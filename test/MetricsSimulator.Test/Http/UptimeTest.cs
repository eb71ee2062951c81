using MetricsSimulator.Cli.Http;

namespace MetricsSimulator.Test.Http;

public sealed class UptimeTest
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(60, "1m0s")]
    [InlineData(2712, "45m12s")]
    [InlineData(13512, "3h45m")]
    [InlineData(360_000, "100h0m")]
    public void A_span_is_told_in_its_two_largest_units(double seconds, string expected) =>
        Assert.Equal(expected, HealthEndpoint.Uptime(TimeSpan.FromSeconds(seconds)));
}
