using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Processes;

public sealed class ProcessTest
{
    private const int Count = 40_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [MemberData(nameof(ProcessCase.Cases), MemberType = typeof(ProcessCase))]
    public void Paths_have_the_mean_and_variance_of_theory(ProcessCase process)
    {
        var samples = SampledPaths.Sample(process.Definition, Count, Second, 1, 60);
        ExpectMoments(process, samples[0], Second);
        ExpectMoments(process, samples[1], 60 * Second);
    }

    [Theory]
    [MemberData(nameof(ProcessCase.Cases), MemberType = typeof(ProcessCase))]
    public void Ten_short_steps_and_one_long_step_have_the_same_law(ProcessCase process)
    {
        ExpectMoments(process, SampledPaths.Sample(process.Definition, Count, Second, 10)[0], 10 * Second);
        ExpectMoments(process, SampledPaths.Sample(process.Definition, Count, 10 * Second, 1)[0], 10 * Second);
    }

    [Theory]
    [MemberData(nameof(ProcessCase.Cases), MemberType = typeof(ProcessCase))]
    public void Paths_are_normal_or_lognormal_as_theory_says(ProcessCase process)
    {
        var moments = process.Definition.MomentsAfter(30 * Second);
        if (moments.Variance == 0) return;
        var samples = SampledPaths.Sample(process.Definition, Count, Second, 30)[0];
        if (process.Definition is GeometricBrownianDefinition)
        {
            var variance = Math.Log(1 + moments.Variance / (moments.Mean * moments.Mean));
            var mean = Math.Log(moments.Mean) - variance / 2;
            Expect.Distribution(process.Name, samples.Select(x => Math.Log(x)), x => NormalDistribution.Cumulative((x - mean) / Math.Sqrt(variance)));
        }
        else
        {
            Expect.Distribution(process.Name, samples, x => NormalDistribution.Cumulative((x - moments.Mean) / moments.StandardDeviation));
        }
    }

    [Fact]
    public void Increments_of_a_Brownian_path_are_independent_of_each_other_and_of_the_next_path()
    {
        var samples = SampledPaths.Sample(new BrownianDefinition(0, 0, new Volatility(1, Second), Bounds.None), Count, Second, 1, 2, 3);
        double[] first = [.. samples[1].Zip(samples[0], (after, before) => after - before)];
        double[] second = [.. samples[2].Zip(samples[1], (after, before) => after - before)];
        Expect.Uncorrelated("an increment and the next", first, second);
        Expect.Uncorrelated("the increments of a path and of its neighbour", first[..^1], first[1..]);
        Expect.Uncorrelated("the sizes of an increment and of the next", [.. first.Select(x => x * x)], [.. second.Select(x => x * x)]);
    }

    [Theory]
    [MemberData(nameof(ProcessCase.Cases), MemberType = typeof(ProcessCase))]
    public void The_first_tick_has_the_initial_value(ProcessCase process) =>
        Assert.All(SampledPaths.Sample(process.Definition, 10, Second, 0)[0], value => Assert.Equal(process.Definition.InitialValue, value));

    private static void ExpectMoments(ProcessCase process, double[] samples, TimeSpan elapsed)
    {
        var moments = process.Definition.MomentsAfter(elapsed);
        if (moments.Variance == 0)
        {
            // Sixty products of doubles are off by at most sixty half units in the last place.
            Assert.All(samples, sample => Expect.Within(process.Name, sample, moments.Mean, 60 * 1.2e-16 * Math.Abs(moments.Mean)));
            return;
        }

        Expect.Mean(process.Name, samples, moments.Mean, moments.Variance);
        if (process.Definition is GeometricBrownianDefinition) Expect.Variance(process.Name, samples, moments.Variance, LognormalFourthMoment(moments));
        else Expect.NormalVariance(process.Name, samples, moments.Variance);
    }

    // Kurtosis of the lognormal law, w⁴ + 2w³ + 3w² − 3 with w = e^{σ²}: Johnson, Kotz and Balakrishnan (1994), chapter 14.
    private static double LognormalFourthMoment(Moments moments)
    {
        var w = 1 + moments.Variance / (moments.Mean * moments.Mean);
        return (w * w * w * w + 2 * w * w * w + 3 * w * w - 3) * moments.Variance * moments.Variance;
    }
}
