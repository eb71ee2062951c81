using CsCheck;
using MetricsSimulator.Randomness;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Randomness;

public sealed class CountDistributionTest
{
    private const int Samples = 100_000;

    // Both sides of every change of method.
    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.3)]
    [InlineData(9.99)]
    [InlineData(10.01)]
    [InlineData(1234.5)]
    [InlineData(0.99e8)]
    [InlineData(1.01e8)]
    public void Poisson_counts_have_the_mean_and_variance_of_theory(double mean)
    {
        var counts = Counts(stream => PoissonDistribution.Draw(mean, stream));
        Expect.Mean($"Poisson({mean})", counts, mean, mean);
        Expect.Variance($"Poisson({mean})", counts, mean, mean * (1 + 3 * mean));
        Assert.All(counts, count => Assert.True(count >= 0 && count == Math.Floor(count)));
    }

    [Theory]
    [InlineData(3.7)]
    [InlineData(25)]
    public void Poisson_counts_have_the_probabilities_of_theory(double mean)
    {
        var counts = Counts(stream => PoissonDistribution.Draw(mean, stream));
        for (var k = 0; k < 2 * mean; k++)
        {
            var probability = Math.Exp(k * Math.Log(mean) - mean - LogFactorial.Of(k));
            Expect.Share($"P(N = {k})", counts.Count(count => count == k) / (double)Samples, probability, Samples);
        }
    }

    [Theory]
    [InlineData(1, 0.001)]
    [InlineData(20, 0.3)]
    [InlineData(50, 0.7)]
    [InlineData(40, 0.26)]
    [InlineData(1_000_000, 1e-7)]
    [InlineData(1_000_000, 0.4)]
    [InlineData(1_000_000, 0.9999)]
    [InlineData(1e9, 0.5)]
    public void Binomial_counts_have_the_mean_and_variance_of_theory(double trials, double probability)
    {
        var counts = Counts(stream => BinomialDistribution.Draw(trials, probability, stream));
        var variance = trials * probability * (1 - probability);
        Expect.Mean($"Binomial({trials}, {probability})", counts, trials * probability, variance);
        Expect.Variance($"Binomial({trials}, {probability})", counts, variance,
            variance * (1 + 3 * (trials - 2) * probability * (1 - probability)));
        Assert.All(counts, count => Assert.True(count >= 0 && count <= trials && count == Math.Floor(count)));
    }

    [Theory]
    [InlineData(20, 0.3)]
    [InlineData(60, 0.45)]
    public void Binomial_counts_have_the_probabilities_of_theory(int trials, double p)
    {
        var counts = Counts(stream => BinomialDistribution.Draw(trials, p, stream));
        for (var k = 0; k <= trials; k++)
        {
            var probability = Math.Exp(LogFactorial.Of(trials) - LogFactorial.Of(k) - LogFactorial.Of(trials - k)
                + k * Math.Log(p) + (trials - k) * Math.Log(1 - p));
            Expect.Share($"P(N = {k})", counts.Count(count => count == k) / (double)Samples, probability, Samples);
        }
    }

    [Fact]
    public void A_sure_event_happens_every_time_and_an_impossible_one_never() =>
        Gen.Int[0, 1_000_000].Sample(trials =>
        {
            var draws = new DrawStream(new SeriesKey(1, 2), trials, DrawPurpose.Thinning);
            Assert.Equal(trials, BinomialDistribution.Draw(trials, 1, draws));
            Assert.Equal(0, BinomialDistribution.Draw(trials, 0, draws));
        });

    [Fact]
    public void The_logarithm_of_a_factorial_is_the_sum_of_logarithms()
    {
        double sum = 0;
        for (var n = 1; n <= 1000; n++)
        {
            sum += Math.Log(n);
            Expect.Within($"ln {n}!", LogFactorial.Of(n), sum, 1e-14 * sum * n + 1e-15);
        }
    }

    private static double[] Counts(Func<DrawStream, double> draw) =>
        [.. Enumerable.Range(0, Samples).Select(tick => draw(new DrawStream(new SeriesKey(11, 13), tick, DrawPurpose.Arrivals)))];
}
