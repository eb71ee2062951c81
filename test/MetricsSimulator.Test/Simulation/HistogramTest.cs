using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Simulation;

public sealed class HistogramTest
{
    private const double Median = 300;
    private const double Spread = 0.8;

    private static readonly double[] Buckets = [60, 300, 600, 1800];

    // Few observations a tick are drawn one by one, many bucket by bucket: the law must not tell which.
    [Theory]
    [InlineData(2, 20_000)]
    [InlineData(60, 2_000)]
    [InlineData(70, 2_000)]
    [InlineData(5_000, 200)]
    [InlineData(3_000_000, 50)]
    public void Observations_fall_into_the_buckets_with_the_probabilities_of_the_lognormal_law(double arrivals, int ticks)
    {
        var last = Run(arrivals, ticks)[^1];
        var count = last[^2];
        var law = new LognormalDistribution(Median, Spread);
        for (var b = 0; b < Buckets.Length; b++) Expect.Share($"le={Buckets[b]}", last[b] / count, law.Cumulative(Buckets[b]), count);
    }

    [Theory]
    [InlineData(2, 20_000)]
    [InlineData(70, 2_000)]
    [InlineData(5_000, 400)]
    [InlineData(3_000_000, 400)]
    public void The_sum_of_a_tick_has_the_mean_and_variance_of_the_compound_law(double arrivals, int ticks)
    {
        var values = Run(arrivals, ticks);
        double[] sums = [.. values.Zip(values[1..], (before, after) => after[^1] - before[^1])];
        // Compound Poisson: E S = λ·E X, Var S = λ·E X², and its fourth cumulant is λ·E X⁴ (Feller II, section XIV.3 of the second edition).
        var mean = arrivals * Raw(1);
        var variance = arrivals * Raw(2);
        Expect.Mean("sum", sums, mean, variance);
        Expect.Variance("sum", sums, variance, arrivals * Raw(4) + 3 * variance * variance);
    }

    [Fact]
    public void The_number_of_observations_is_Poisson()
    {
        var values = Run(7, 20_000);
        double[] counts = [.. values.Zip(values[1..], (before, after) => after[^2] - before[^2])];
        Expect.Mean("count", counts, 7, 7);
        Expect.Variance("count", counts, 7, 7 * (1 + 3 * 7));
    }

    [Fact]
    public void Without_spread_every_observation_is_the_median_and_a_bound_belongs_to_its_bucket()
    {
        var last = Run(5, 100, spread: 0)[^1];
        Assert.Equal(0, last[0]);
        Assert.Equal(last[^2], last[1]);
        Assert.Equal(last[^2] * Median, last[^1], 1e-6);
    }

    [Fact]
    public void The_cost_of_a_tick_does_not_grow_with_the_number_of_observations()
    {
        // A thousand million observations a tick: one by one this would take minutes.
        var last = Run(1e9, 100)[^1];
        Assert.True(last[^2] > 9e10);
    }

    // E Xᵏ = mᵏ·e^{k²s²/2}: Johnson, Kotz and Balakrishnan (1994), chapter 14.
    private static double Raw(int k) => Math.Pow(Median, k) * Math.Exp(k * k * Spread * Spread / 2);

    private static double[][] Run(double arrivals, int ticks, double spread = Spread)
    {
        var interval = TimeSpan.FromSeconds(10);
        var histogram = new HistogramDefinition(
            "h", "h", "", LabelSpace.Empty, new ConstantDefinition(Median), spread, [.. Buckets], new RateDefinition(new ConstantDefinition(arrivals), interval));
        var simulator = new Simulator(new SimulationModel(3, new Timeline(DateTimeOffset.UnixEpoch, interval), [histogram]));
        var values = new double[ticks][];
        for (var k = 0; k < ticks; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            values[k] = snapshot.Values.ToArray();
        }

        return values;
    }
}
