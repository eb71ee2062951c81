using CsCheck;
using MetricsSimulator.Scoring.Statistics;
using static MetricsSimulator.Test.Statistics.Expect;

namespace MetricsSimulator.Test.Scoring.Statistics;

public sealed class EstimateTest
{
    // Wilson's interval of 66 of 100, with z = 1.959964: (0.66 + z²/200 ± z√(0.66·0.34/100 + z²/40000)) / (1 + z²/100).
    [Fact]
    public void One_seed_has_the_interval_of_Wilson()
    {
        var estimate = Proportion.Of([66], [100])!;
        Assert.Equal(0.66, estimate.Value);
        Within("low", estimate.Low, 0.5628, 0.00005);
        Within("high", estimate.High, 0.7454, 0.00005);
    }

    // Byar's interval of 10 events: 10(1 − 1/90 − z/(3√10))³ and 11(1 − 1/99 + z/(3√11))³. Breslow and Day, table 2.10, have 4.79 and 18.39.
    [Fact]
    public void One_seed_has_the_interval_of_Byar()
    {
        var estimate = DailyRate.Of([10], 1)!;
        Assert.Equal(10, estimate.Value);
        Within("low", estimate.Low, 4.79, 0.005);
        Within("high", estimate.High, 18.39, 0.01);
    }

    // The power of 20 seeds of a week with one anomaly a day: R 0.66 ± 0.08, 1.00 is above 0.97, and no false episode means below 0.03 a day.
    [Fact]
    public void Twenty_weeks_tell_as_much_as_they_should()
    {
        var cases = Enumerable.Repeat(7, 20).ToArray();
        var some = Proportion.Of([5, 4, 5, 4, 5, 5, 4, 5, 4, 5, 5, 4, 5, 4, 5, 5, 4, 5, 4, 5], cases)!;
        Within("half", (some.High - some.Low) / 2, 0.08, 0.005);
        Within("low", Proportion.Of(cases, cases)!.Low, 0.97, 0.005);
        Within("high", DailyRate.Of(new int[20], 7)!.High, 0.026, 0.0005);
    }

    [Fact]
    public void Nothing_counted_is_no_estimate()
    {
        Assert.Null(Proportion.Of([0, 0], [0, 0]));
        Assert.Null(DailyRate.Of([], 7));
        Assert.Null(DailyRate.Of([1], 0));
        Assert.Null(Bootstrap.Quantile([[], []], 0.5));
    }

    [Fact]
    public void Unlike_seeds_tell_less_than_alike_ones()
    {
        var alike = Proportion.Of([5, 5, 5, 5], [10, 10, 10, 10])!;
        var unlike = Proportion.Of([10, 0, 10, 0], [10, 10, 10, 10])!;
        Assert.True(unlike.High - unlike.Low > 1.5 * (alike.High - alike.Low));
        Assert.True(DailyRate.Of([20, 0, 20, 0], 7)!.High > 1.5 * DailyRate.Of([10, 10, 10, 10], 7)!.High);
        double[] steady = [1, 2, 3, 4, 5, 6, 7, 8];
        var spread = Bootstrap.Quantile([.. steady.Select(value => new[] { value, value, value })], 0.5)!;
        var mixed = Bootstrap.Quantile([steady, steady, steady, steady, steady, steady, steady, steady], 0.5)!;
        Assert.True(spread.High - spread.Low > 1.5 * (mixed.High - mixed.Low));
    }

    [Fact]
    public void An_interval_contains_its_estimate_and_keeps_to_what_is_possible() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 12].Sample(pairs =>
        {
            var cases = pairs.Select(pair => Math.Max(pair.Item1, pair.Item2)).ToArray();
            var hits = pairs.Select(pair => pair.Item1).ToArray();
            if (Proportion.Of(hits, cases) is { } share) Assert.True(share.Low >= 0 && share.Low <= share.Value && share.Value <= share.High && share.High <= 1);
            var rate = DailyRate.Of(hits, 7)!;
            Assert.True(rate.Low >= 0 && rate.Low <= rate.Value && rate.Value <= rate.High);
            var values = pairs.Select(pair => new double[] { pair.Item1, pair.Item2 }).ToArray();
            var median = Bootstrap.Quantile(values, 0.5)!;
            Assert.True(median.Low <= median.Value && median.Value <= median.High);
        });

    [Theory]
    [InlineData(1, 0.5, 0)]
    [InlineData(2, 0.5, 0)]
    [InlineData(3, 0.5, 1)]
    [InlineData(20, 0.95, 18)]
    [InlineData(21, 0.95, 19)]
    [InlineData(100, 0.95, 94)]
    [InlineData(7, 1, 6)]
    public void The_nearest_rank_is_the_first_value_that_is_as_large_as_the_share(int count, double share, int place) => Assert.Equal(place, NearestRank.PlaceOf(count, share));
}
