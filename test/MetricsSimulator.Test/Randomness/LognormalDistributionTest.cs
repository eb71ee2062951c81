using MetricsSimulator.Randomness;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Randomness;

public sealed class LognormalDistributionTest
{
    private const int Slices = 200_000;

    [Theory]
    [InlineData(-1.5, 0.7)]
    [InlineData(1.2, 3.5)]
    [InlineData(double.NegativeInfinity, -2)]
    [InlineData(2, double.PositiveInfinity)]
    public void The_moments_between_two_bounds_are_those_of_numerical_integration(double lower, double upper)
    {
        var distribution = new LognormalDistribution(300, 0.8);
        var from = NormalDistribution.Cumulative(lower);
        var to = NormalDistribution.Cumulative(upper);
        double mean = 0, square = 0;
        for (var i = 0; i < Slices; i++)
        {
            var x = distribution.AtNormal(NormalDistribution.Quantile(from + (i + 0.5) / Slices * (to - from)));
            mean += x / Slices;
            square += x * x / Slices;
        }

        var moments = distribution.MomentsBetween(lower, upper);
        // The midpoint rule misses part of the last slice of an open tail, at most about its width in probability times the value there.
        Expect.Within("mean", moments.Mean, mean, 1e-4 * mean);
        Expect.Within("second moment", moments.Variance + moments.Mean * moments.Mean, square, 1e-3 * square);
    }

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(300, 0)]
    public void Without_spread_or_median_every_value_is_the_median(double median, double spread)
    {
        var distribution = new LognormalDistribution(median, spread);
        Assert.Equal(median, distribution.AtNormal(3));
        Assert.Equal(1, distribution.Cumulative(median));
    }
}
