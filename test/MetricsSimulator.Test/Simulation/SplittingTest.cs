using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Sources;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Simulation;

public sealed class SplittingTest
{
    private const int Runs = 2000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly LabelSpace Labels = new(
        [new LabelDimension("region", ["eu", "us"], [3, 1]), new LabelDimension("queue", ["low", "high", "urgent"], [5, 2, 1])]);

    private static readonly BrownianDefinition Process = new(1000, 0.5, new Volatility(4, Second), Bounds.None);

    [Fact]
    public void The_sum_of_independent_parts_is_the_configured_process()
    {
        var totals = Totals(PathSplit.Independent);
        var moments = Process.MomentsAfter(20 * Second);
        Expect.Mean("total", totals, moments.Mean, moments.Variance);
        Expect.NormalVariance("total", totals, moments.Variance);
    }

    [Fact]
    public void The_sum_of_shares_of_one_path_is_the_configured_process()
    {
        var totals = Totals(PathSplit.Shared);
        var moments = Process.MomentsAfter(20 * Second);
        Expect.Mean("total", totals, moments.Mean, moments.Variance);
        Expect.NormalVariance("total", totals, moments.Variance);
    }

    [Fact]
    public void Every_series_has_the_full_parameters_when_they_are_per_series()
    {
        var values = Enumerable.Range(0, Runs).Select(seed => Sample(seed, PathSplit.PerSeries)[3]).ToArray();
        var moments = Process.MomentsAfter(20 * Second);
        Expect.Mean("one series", values, moments.Mean, moments.Variance);
        Expect.NormalVariance("one series", values, moments.Variance);
    }

    [Fact]
    public void A_part_has_its_share_of_mean_and_variance()
    {
        var values = Enumerable.Range(0, Runs).Select(seed => Sample(seed, PathSplit.Independent)[3]).ToArray();
        var moments = Process.MomentsAfter(20 * Second);
        var share = Labels.Share(3);
        Assert.Equal(1.0 / 4 * 5 / 8, share, 1e-15);
        Expect.Mean("part", values, share * moments.Mean, share * moments.Variance);
        Expect.NormalVariance("part", values, share * moments.Variance);
    }

    [Fact]
    public void Parts_that_share_one_path_keep_their_proportions_exactly()
    {
        var values = Sample(1, PathSplit.Shared);
        var path = values[0] / Labels.Share(0);
        for (var i = 0; i < values.Length; i++) Assert.Equal(Labels.Share(i) * path, values[i], 1e-9);
    }

    private static double[] Totals(PathSplit split) => [.. Enumerable.Range(0, Runs).Select(seed => Sample(seed, split).Sum())];

    private static double[] Sample(int seed, PathSplit split)
    {
        var gauge = new GaugeDefinition("g", "g", "", Labels, Process, split);
        var simulator = new Simulator(new SimulationModel((ulong)seed, new Timeline(DateTimeOffset.UnixEpoch, Second), [gauge]));
        simulator.AdvanceTo(20);
        using var snapshot = simulator.Acquire();
        return snapshot.Values.ToArray();
    }
}
