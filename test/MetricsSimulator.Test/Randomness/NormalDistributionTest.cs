using CsCheck;
using MetricsSimulator.Randomness;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Randomness;

public sealed class NormalDistributionTest
{
    /// <summary>The values that Wichura (1988) gives for checking an implementation of PPND16, in the section "Test results".</summary>
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    public void A_published_probability_has_the_published_quantile(double p, double expected) =>
        Assert.Equal(expected, NormalDistribution.Quantile(p), 1e-15 * Math.Abs(expected) * 4);

    [Fact]
    public void The_cumulative_probability_of_a_quantile_is_the_probability() =>
        Gen.Double[1e-12, 1 - 1e-12].Sample(
            p => Expect.Within($"Φ(Φ⁻¹({p:R}))", NormalDistribution.Cumulative(NormalDistribution.Quantile(p)), p, 2e-15), iter: 100_000);

    [Fact]
    public void A_quantile_and_that_of_the_complement_differ_only_in_sign() =>
        Gen.Int[1, 1 << 30].Sample(n =>
        {
            var p = n * (0.5 / (1 << 30));
            Assert.Equal(-NormalDistribution.Quantile(p), NormalDistribution.Quantile(1 - p));
        });

    [Fact]
    public void A_block_holds_the_draws_that_each_series_has_alone() =>
        Gen.Select(Gen.UInt.Array[512], Gen.UInt.Array[512], Gen.Long[0, 1L << 39]).Sample(
            (words0, words1, tick) =>
            {
                var normals = new double[512];
                NormalBlock.Fill(words0, words1, new DrawAddress(tick, DrawPurpose.PathStep, 0), normals);
                for (var i = 0; i < normals.Length; i++)
                    Assert.Equal(new DrawStream(new SeriesKey(words0[i], words1[i]), tick, DrawPurpose.PathStep).Normal(0), normals[i]);
            },
            iter: 200);

    [Theory]
    [InlineData(DrawStream.HalfStep)]
    [InlineData(1 - DrawStream.HalfStep)]
    [InlineData(125_091 * DrawStream.HalfStep)]
    [InlineData(125_093 * DrawStream.HalfStep)]
    public void A_draw_far_in_the_tail_is_the_same_among_others_as_alone(double p)
    {
        double[] q = [0.4375, -0.453125, p - 0.5, 0.46875, 0.4990234375, .. new double[16]];
        var normals = new double[q.Length];
        NormalBlock.FillTails(q.AsSpan(0, 5), normals);
        for (var i = 0; i < 5; i++) Assert.Equal(NormalDistribution.Quantile(0.5 + q[i]), normals[i]);
    }

    [Fact]
    public void The_draws_of_one_series_over_many_ticks_are_standard_normal_and_independent()
    {
        var draws = Enumerable.Range(0, 200_000).Select(t => new DrawStream(new SeriesKey(7, 9), t, DrawPurpose.PathStep).Normal(0)).ToArray();
        Expect.Mean("draws", draws, 0, 1);
        Expect.NormalVariance("draws", draws, 1);
        Expect.Distribution("draws", draws, NormalDistribution.Cumulative);
        Expect.Uncorrelated("a draw and the next", draws[..^1], draws[1..]);
    }

    [Fact]
    public void The_draws_of_many_series_in_one_tick_are_standard_normal_and_independent()
    {
        var draws = Enumerable.Range(0, 200_000)
            .Select(i => new DrawStream(SeriesKey.Derive(1, (ulong)i), 5, DrawPurpose.PathStep).Normal(0)).ToArray();
        Expect.Distribution("draws", draws, NormalDistribution.Cumulative);
        Expect.Uncorrelated("the draw of a series and of the next", draws[..^1], draws[1..]);
    }
}
