using CsCheck;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Test.Randomness;

public sealed class UniformBlockTest
{
    [Fact]
    public void A_block_finds_the_draws_above_their_limits_as_each_series_has_them_alone() =>
        Gen.Select(Gen.UInt.Array[64], Gen.UInt.Array[64], Gen.Double[-.1, 1.1].Array[64], Gen.Long[0, 1L << 39]).Sample(
            (words0, words1, limits, tick) =>
            {
                var draws = words0.Zip(words1, (word0, word1) => new DrawStream(new SeriesKey(word0, word1), tick, DrawPurpose.Arrivals).Uniform(0)).ToArray();
                // A draw that equals its limit does not exceed it, and one that the next smaller number limits does.
                (limits[7], limits[8]) = (draws[7], Math.BitDecrement(draws[8]));
                var found = new int[64];
                var count = UniformBlock.FindAbove(words0, words1, new DrawAddress(tick, DrawPurpose.Arrivals, 0), limits, found);
                Assert.Equal(Enumerable.Range(0, 64).Where(i => draws[i] > limits[i]), found.Take(count));
            },
            iter: 200);
}
