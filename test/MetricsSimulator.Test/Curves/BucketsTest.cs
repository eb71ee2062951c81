using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Curves;

public sealed class BucketsTest
{
    private static readonly Buckets Ten = Buckets.Of(new MetricFamily("h", "", MetricType.Histogram, LabelSpace.Empty, [1, 2, 4], 0));

    // The values of histogram_quantile(), from promql/promqltest/testdata/histograms.test and by hand.
    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(0.25, 0.9375)]
    [InlineData(0, 0)]
    [InlineData(0.9, 4)]
    [InlineData(1, 4)]
    [InlineData(0.6, 2)]
    public void A_quantile_lies_evenly_within_its_bucket(double quantile, double expected) =>
        // Four observations up to 1, two up to 2, none up to 4, and four above, for which the last finite bound is the answer.
        Assert.Equal(expected, Ten.Quantile(quantile, quantile == 0.25 ? [4, 6, 6, 15, 30] : [4, 6, 6, 10, 30]), 1e-12);

    [Fact]
    public void Without_an_observation_there_is_neither_mean_nor_quantile()
    {
        Assert.Equal(double.NaN, Ten.Mean([0, 0, 0, 0, 0]));
        Assert.Equal(double.NaN, Ten.Quantile(0.5, [0, 0, 0, 0, 0]));
        Assert.Equal(3, Ten.Mean([4, 6, 6, 10, 30]));
    }
}
