using MetricsSimulator.Processes;
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
        var inShortSteps = SampledPaths.Sample(process.Definition, Count, Second, 10)[0];
        var inOneStep = SampledPaths.Sample(process.Definition, Count, 10 * Second, 1)[0];
        ExpectMoments(process, inShortSteps, 10 * Second);
        ExpectMoments(process, inOneStep, 10 * Second);
        if (process.Definition.MomentsAfter(10 * Second).Variance > 0) Expect.SameDistribution(process.Name, inShortSteps, inOneStep);
    }

    [Theory]
    [MemberData(nameof(ProcessCase.CasesWithLaw), MemberType = typeof(ProcessCase))]
    public void Paths_have_the_distribution_of_theory(ProcessCase process)
    {
        var samples = SampledPaths.Sample(process.Definition, Count, Second, 1, 30);
        Expect.Distribution(process.Name + " after a step", samples[0], process.CumulativeAfter(Second));
        Expect.Distribution(process.Name, samples[1], process.CumulativeAfter(30 * Second));
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
        Expect.Variance(process.Name, samples, moments.Variance);
    }
}
