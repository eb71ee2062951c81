using MetricsSimulator.Randomness;
using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Test.Scoring.Statistics;

/// <summary>
/// Intervals of 95 % cover the truth about as often as they say: in 500 experiments of 20 seeds at least in 90.1 %, which is five standard errors below 95 %. Seeds are alike, or half of
/// them have another truth than the other half.
/// </summary>
[Trait("takes", "seconds")]
public sealed class CoverageTest
{
    private const int Experiments = 500;
    private const int Seeds = 20;
    private const int Cases = 7;

    private static readonly double Least = 0.95 - 5 * Math.Sqrt(0.95 * 0.05 / Experiments);

    [Theory]
    [InlineData(0.66, 0)]
    [InlineData(0.66, 0.3)]
    [InlineData(0.9, 0)]
    [InlineData(0.9, 0.1)]
    [InlineData(0.5, 0.5)]
    public void The_interval_of_a_share_covers_it(double share, double spread) =>
        Assert.InRange(Share(draws => Covers(Proportion.Of(Hits(ref draws, share, spread), Enumerable.Repeat(Cases, Seeds).ToArray())!, share)), Least, 1);

    [Fact]
    public void An_interval_that_takes_unlike_seeds_for_one_covers_too_seldom() =>
        Assert.InRange(Share(draws => Covers(Proportion.Of([Hits(ref draws, 0.5, 0.5).Sum()], [Cases * Seeds])!, 0.5)), 0, 0.7);

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 2.5)]
    [InlineData(1, 0.9)]
    public void The_interval_of_a_number_a_day_covers_it(double mean, double spread) =>
        Assert.InRange(Share(draws => Covers(DailyRate.Of(Counts(ref draws, mean, spread), 1)!, mean)), Least, 1);

    // The widths are those that the variance leads to, so that no interval covers because it is idle: 2·t·σ, t = 2.093, within 15 %.
    [Fact]
    public void The_intervals_are_no_wider_than_they_must_be()
    {
        var draws = new SplitMix64(7);
        double share = 0, rate = 0;
        for (var i = 0; i < Experiments; i++)
        {
            var hits = Proportion.Of(Hits(ref draws, 0.66, 0), Enumerable.Repeat(Cases, Seeds).ToArray())!;
            share += (hits.High - hits.Low) / Experiments;
            var counts = DailyRate.Of(Counts(ref draws, 3, 0), 1)!;
            rate += (counts.High - counts.Low) / Experiments;
        }

        Assert.InRange(share / (2 * 2.093 * Math.Sqrt(0.66 * 0.34 / (Cases * Seeds))), 0.95, 1.15);
        Assert.InRange(rate / (2 * 2.093 * Math.Sqrt(3.0 / Seeds)), 0.9, 1.15);
    }

    // Delays of an exponential distribution have the median ln 2.
    [Fact]
    public void The_interval_of_a_median_covers_it() => Assert.InRange(
        Share(draws => Covers(Bootstrap.Quantile([.. Enumerable.Range(0, Seeds).Select(_ => Enumerable.Range(0, Cases).Select(_ => -Math.Log(Uniform(ref draws))).ToArray())], 0.5)!, Math.Log(2))),
        Least, 1);

    private static double Share(Func<SplitMix64, bool> covers)
    {
        var seeds = new SplitMix64(2026);
        return Enumerable.Range(0, Experiments).Count(_ => covers(new SplitMix64(seeds.Next()))) / (double)Experiments;
    }

    private static bool Covers(Estimate estimate, double truth) => estimate.Low <= truth && truth <= estimate.High;

    private static int[] Hits(ref SplitMix64 draws, double share, double spread)
    {
        var hits = new int[Seeds];
        for (var i = 0; i < Seeds; i++)
        {
            var own = Uniform(ref draws) < 0.5 ? share - spread : share + spread;
            for (var j = 0; j < Cases; j++)
                if (Uniform(ref draws) < own) hits[i]++;
        }

        return hits;
    }

    private static int[] Counts(ref SplitMix64 draws, double mean, double spread)
    {
        var counts = new int[Seeds];
        for (var i = 0; i < Seeds; i++)
        {
            // Knuth's method: as many as uniform draws can be multiplied before the product falls below e^−mean.
            var own = Uniform(ref draws) < 0.5 ? mean - spread : mean + spread;
            var limit = DeterministicMath.Exp(-own);
            for (var product = Uniform(ref draws); product > limit; product *= Uniform(ref draws)) counts[i]++;
        }

        return counts;
    }

    private static double Uniform(ref SplitMix64 draws) => ((draws.Next() >> 12) + 0.5) / (1L << 52);
}
