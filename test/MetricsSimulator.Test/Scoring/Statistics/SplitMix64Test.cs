using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Test.Scoring.Statistics;

public sealed class SplitMix64Test
{
    // Source: the output of Vigna's splitmix64.c for the seed 1234567, as Rosetta Code ("Pseudo-random numbers/Splitmix64") lists it.
    [Fact]
    public void The_draws_are_those_of_the_published_generator()
    {
        var draws = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], Enumerable.Range(0, 5).Select(_ => draws.Next()));
    }

    [Fact]
    public void A_draw_below_a_limit_is_below_it()
    {
        var draws = new SplitMix64(1);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 100).Select(_ => draws.Below(3)).Distinct().Order());
    }
}
