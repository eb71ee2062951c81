using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Processes;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Simulation;

public sealed class SplittingTest
{
    private const int Runs = 2000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly LabelSpace Labels = new(
        [new LabelDimension("region", ["eu", "us"], [3, 1]), new LabelDimension("queue", ["low", "high", "urgent"], [5, 2, 1])]);

    private static readonly BrownianDefinition Process = new(1000, 0.5, new Volatility(4, Second), Bounds.None);

    [Theory]
    [MemberData(nameof(ProcessCase.Cases), MemberType = typeof(ProcessCase))]
    public void The_sum_of_independent_parts_is_the_configured_process(ProcessCase process)
    {
        var totals = Totals(process.Definition, PathSplit.Independent);
        var moments = process.Definition.MomentsAfter(20 * Second);
        if (!process.Definition.IsGeometric || moments.Variance == 0)
        {
            ExpectLaw(process, totals);
            return;
        }

        // Geometric parts average out: only their mean is that of the total.
        Expect.Mean("total", totals, moments.Mean, moments.Variance);
        Assert.True(Expect.Variance(totals) < moments.Variance);
    }

    [Theory]
    [MemberData(nameof(ProcessCase.Cases), MemberType = typeof(ProcessCase))]
    public void The_sum_of_shares_of_one_path_is_the_configured_process(ProcessCase process) =>
        ExpectLaw(process, Totals(process.Definition, PathSplit.Shared));

    [Theory]
    [MemberData(nameof(ProcessCase.Cases), MemberType = typeof(ProcessCase))]
    public void Every_series_has_the_full_parameters_when_they_are_per_series(ProcessCase process) =>
        ExpectLaw(process, [.. Enumerable.Range(0, Runs).Select(seed => Sample(seed, PathSplit.PerSeries, process.Definition)[3])]);

    [Theory]
    [InlineData(PathSplit.Independent, true)]
    [InlineData(PathSplit.Shared, true)]
    [InlineData(PathSplit.PerSeries, false)]
    public void Jumps_hit_all_parts_of_a_total_at_once_and_series_of_their_own_alone(PathSplit split, bool together)
    {
        var jumps = new JumpDiffusionDefinition(0, new Jumps(3, TimeSpan.FromMinutes(1), 1000), 0, null, Bounds.None);
        ExpectMovesTogether(jumps, split, together);
    }

    [Theory]
    [InlineData(PathSplit.Independent, true)]
    [InlineData(PathSplit.Shared, true)]
    [InlineData(PathSplit.PerSeries, false)]
    public void Regimes_are_those_of_the_total_or_of_each_series(PathSplit split, bool together)
    {
        var regimes = new RegimeSwitchingDefinition(0, new(30 * Second), new(30 * Second, 1000), Bounds.None);
        ExpectMovesTogether(regimes, split, together);
    }

    [Fact]
    public void A_part_has_its_share_of_mean_and_variance()
    {
        var values = Enumerable.Range(0, Runs).Select(seed => Sample(seed, PathSplit.Independent, Process)[3]).ToArray();
        var moments = Process.MomentsAfter(20 * Second);
        var share = Labels.Share(3);
        Assert.Equal(1.0 / 4 * 5 / 8, share, 1e-15);
        Expect.Mean("part", values, share * moments.Mean, share * moments.Variance);
        Expect.NormalVariance("part", values, share * moments.Variance);
    }

    [Fact]
    public void Parts_that_share_one_path_keep_their_proportions_exactly()
    {
        var values = Sample(1, PathSplit.Shared, Process);
        var path = values[0] / Labels.Share(0);
        for (var i = 0; i < values.Length; i++) Assert.Equal(Labels.Share(i) * path, values[i], 1e-9);
    }

    private static void ExpectLaw(ProcessCase process, double[] samples)
    {
        var moments = process.Definition.MomentsAfter(20 * Second);
        // Twenty steps of six parts round off at most half a unit in the last place each.
        if (moments.Variance == 0) Assert.All(samples, sample => Expect.Within(process.Name, sample, moments.Mean, 120 * 1.2e-16 * Math.Abs(moments.Mean)));
        else if (process.HasLaw) Expect.Distribution(process.Name, samples, process.CumulativeAfter(20 * Second));
        if (moments.Variance == 0) return;
        Expect.Mean(process.Name, samples, moments.Mean, moments.Variance);
        Expect.Variance(process.Name, samples, moments.Variance);
    }

    private static void ExpectMovesTogether(ProcessDefinition process, PathSplit split, bool together)
    {
        var moves = Enumerable.Range(0, 100).Select(seed => Sample(seed, split, process).Count(value => value != 0)).ToArray();
        Assert.Contains(moves, count => count == Labels.Count);
        if (together) Assert.All(moves, count => Assert.True(count == 0 || count == Labels.Count));
        else Assert.Contains(moves, count => count > 0 && count < Labels.Count);
    }

    private static double[] Totals(ProcessDefinition process, PathSplit split) =>
        [.. Enumerable.Range(0, Runs).Select(seed => Sample(seed, split, process).Sum())];

    private static double[] Sample(int seed, PathSplit split, ProcessDefinition process)
    {
        var gauge = new GaugeDefinition("g", "g", "", Labels, process, split);
        var simulator = new Simulator(new SimulationModel((ulong)seed, new Timeline(DateTimeOffset.UnixEpoch, Second), [gauge]));
        simulator.AdvanceTo(20);
        using var snapshot = simulator.Acquire();
        return snapshot.Values.ToArray();
    }
}
