using CsCheck;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Processes;

public sealed class BoundsTest
{
    private const int Count = 40_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(BoundRule.Clamp)]
    [InlineData(BoundRule.Reflect)]
    public void No_path_ever_leaves_its_bounds(BoundRule rule)
    {
        var process = new BrownianDefinition(5, 0.5, new Volatility(8, Second), new Bounds(0, 10), rule);
        var samples = SampledPaths.Sample(process, 1000, Second, [.. Enumerable.Range(0, 100)]);
        Assert.All(samples, tick => Assert.All(tick, value => Assert.InRange(value, 0, 10)));
    }

    [Fact]
    public void A_clamped_step_piles_the_probability_beyond_a_bound_on_the_bound()
    {
        var samples = SampledPaths.Sample(new BrownianDefinition(1, 0, new Volatility(1, Second), Bounds.NonNegative), Count, Second, 1)[0];
        var beyond = NormalDistribution.Cumulative(-1);
        Expect.Share("at the bound", samples.Count(value => value == 0) / (double)Count, beyond, Count);
    }

    [Fact]
    public void Reflected_Brownian_motion_has_the_law_of_the_folded_normal_whatever_the_step()
    {
        // |x₀ + √t·Z|: the law of Brownian motion reflected at 0 (Karatzas and Shreve, Brownian Motion and Stochastic Calculus, section 2.8).
        static double Folded(double x, double t) =>
            NormalDistribution.Cumulative((x - 1) / Math.Sqrt(t)) - NormalDistribution.Cumulative((-x - 1) / Math.Sqrt(t));
        var process = new BrownianDefinition(1, 0, new Volatility(1, Second), Bounds.NonNegative, BoundRule.Reflect);
        Expect.Distribution("ten short steps", SampledPaths.Sample(process, Count, Second, 10)[0], x => Folded(x, 10));
        Expect.Distribution("one long step", SampledPaths.Sample(process, Count, 10 * Second, 1)[0], x => Folded(x, 10));
    }

    [Fact]
    public void Reflection_between_two_bounds_is_the_mirror_image_however_far_the_value_strays() =>
        Gen.Select(Gen.Double[-1000, 1000], Gen.Double[-5, 5], Gen.Double[0.1, 10]).Sample((value, lower, width) =>
        {
            var expected = value;
            while (expected < lower || expected > lower + width)
                expected = expected < lower ? 2 * lower - expected : 2 * (lower + width) - expected;
            // Every mirroring of the loop rounds twice, each time by at most half a unit in the last place of 1024.
            var tolerance = 2 * (Math.Abs(value) / width + 2) * 1.2e-13;
            Expect.Within($"{value:R} in [{lower:R}, +{width:R}]", PathStep.Reflect(value, lower, lower + width), expected, tolerance);
        });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    public void Ends_that_make_no_interval_are_refused(double lower, double upper)
    {
        Assert.NotNull(Bounds.Violation(lower, upper));
        Assert.Throws<ArgumentException>(() => new Bounds(lower, upper));
    }

    [Fact]
    public void A_path_that_runs_away_stays_a_finite_number()
    {
        ProcessDefinition[] wild =
        [
            new GeometricBrownianDefinition(1, 5, new Volatility(40, Second)),
            new BrownianDefinition(1e150, 1e307, new Volatility(1e307, Second), Bounds.None),
            new OrnsteinUhlenbeckDefinition(1, 1e9, 1e300, new Volatility(1e300, Second), Bounds.None),
            new BrownianDefinition(1, -1e308, new Volatility(1e308, Second), Bounds.None),
            new GeometricBrownianDefinition(1, 1e308, new Volatility(1e200, Second)),
            new JumpDiffusionDefinition(1, new Jumps(1e300, Second, -1e300, 1e300), 1e308, new Volatility(1e308, Second), Bounds.None),
            new JumpDiffusionDefinition(1, new Jumps(1e300, Second, -1e300, 1e300, JumpSizes.Lognormal), 1e308, new Volatility(1e200, Second)),
            new RegimeSwitchingDefinition(1, new(2 * Second, 1e308, new Volatility(1e308, Second)), new(2 * Second, -1e308, null, 1e9, 1e300), Bounds.None),
        ];
        foreach (var process in wild)
            Assert.All(SampledPaths.Sample(process, 100, TimeSpan.FromHours(1), 100)[0], value => Assert.True(double.IsFinite(value), process.ToString()));
    }
}
