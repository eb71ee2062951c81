using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Simulation;

public sealed class CounterTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly LabelSpace Three = new([new LabelDimension("model", ["a", "b", "c"], [5, 3, 2])]);

    [Fact]
    public void The_increment_of_a_tick_is_the_rate_at_its_beginning_times_its_length()
    {
        var process = new BrownianDefinition(100, 0.3, new Volatility(5, Second));
        // A gauge and a counter of one name and label set have the same path, so that the rate can be looked at.
        var rates = Run(new GaugeDefinition("x", "x", "", Three, process), 50);
        var totals = Run(new CounterDefinition("x", "x", "", Three, new RateDefinition(process, TimeSpan.FromMinutes(1))), 50);
        for (var i = 0; i < 3; i++)
        {
            double expected = 0;
            for (var k = 0; k < 50; k++)
            {
                Expect.Within($"tick {k}", totals[k][i], expected, 1e-12 * (1 + expected));
                expected += rates[k][i] * 10 / 60;
            }
        }
    }

    [Fact]
    public void A_counter_of_whole_units_never_loses_the_fraction()
    {
        var process = new BrownianDefinition(0.037, 0, new Volatility(0.001, Second));
        var exact = Run(new CounterDefinition("x", "x", "", Three, new RateDefinition(process)), 5000);
        var whole = Run(new CounterDefinition("x", "x", "", Three, new RateDefinition(process), resolution: 1), 5000);
        for (var k = 0; k < 5000; k++)
            for (var i = 0; i < 3; i++) Assert.Equal(Math.Floor(exact[k][i]), whole[k][i]);
    }

    [Fact]
    public void A_counter_of_millionths_shows_numbers_of_six_decimals()
    {
        var counter = new CounterDefinition("x", "x", "", Three, new RateDefinition(new BrownianDefinition(0.0123, 0, new Volatility(0.001, Second))), resolution: 0.000001);
        Assert.All(Run(counter, 1000), tick => Assert.All(tick, value => Assert.Equal(Math.Round(value, 6), value)));
    }

    [Fact]
    public void A_rate_at_zero_adds_nothing()
    {
        var counter = new CounterDefinition("x", "x", "", Three, new RateDefinition(new BrownianDefinition(1, -1, Volatility.Zero)));
        var totals = Run(counter, 10);
        Assert.Equal(10, totals[1].Sum(), 1e-12);
        Assert.All(totals[2..], tick => Assert.Equal(10, tick.Sum(), 1e-12));
    }

    [Fact]
    public void Events_have_the_mean_and_variance_of_a_Poisson_process()
    {
        var counter = new CounterDefinition("x", "x", "", LabelSpace.Empty, new RateDefinition(new ConstantDefinition(30), TimeSpan.FromMinutes(1)), accumulate: Accumulation.Poisson);
        double[] increments = [.. Increments(Run(counter, 20_000).Select(tick => tick[0]))];
        // 30 a minute, ten seconds long.
        Expect.Mean("events", increments, 5, 5);
        Expect.Variance("events", increments, 5, 5 * (1 + 3 * 5));
        Expect.Uncorrelated("a tick and the next", increments[..^1], increments[1..]);
    }

    [Fact]
    public void Events_of_a_random_intensity_vary_more_than_Poisson_by_the_variance_of_the_intensity()
    {
        // Doubly stochastic: Var N = E Λ + Var Λ (Cox and Isham, Point Processes, section 3.3). Independent series at their second tick.
        const int Count = 50_000;
        var process = new BrownianDefinition(100, 0, new Volatility(2, Second));
        var labels = new LabelSpace([LabelDimension.Generate("i", Count, "")]);
        var counter = new CounterDefinition("x", "x", "", labels, new RateDefinition(process), PathSplit.PerSeries, Accumulation.Poisson);
        var ticks = Run(counter, 3);
        double[] increments = [.. ticks[2].Zip(ticks[1], (after, before) => after - before)];
        const double Mean = 1000;
        const double IntensityVariance = 100 * 2.0 * 2 * 10;
        Expect.Mean("events", increments, Mean, Mean + IntensityVariance);
        // A normal intensity with Poisson noise on top is within 1 % of normal here; the tolerance of a normal with that allowance.
        Expect.Within("variance", Expect.Variance(increments), Mean + IntensityVariance, 5 * 1.01 * (Mean + IntensityVariance) * Math.Sqrt(2.0 / Count));
    }

    [Fact]
    public void A_thinned_counter_keeps_each_event_with_its_probability()
    {
        var (parent, child) = ParentAndChild(0.2);
        var ticks = Run([parent, child], 20_000);
        var events = ticks[^1][0];
        var kept = ticks[^1][1..].Sum();
        Expect.Share("kept", kept / events, 0.2, events);
        for (var i = 0; i < 3; i++) Expect.Share("share", ticks[^1][1 + i] / kept, Three.Share(i), kept);
    }

    [Fact]
    public void A_thinned_counter_never_has_more_events_than_its_parent_in_any_tick()
    {
        var (parent, child) = ParentAndChild(0.9);
        var ticks = Run([parent, child], 5000);
        for (var k = 1; k < ticks.Length; k++)
            Assert.True(ticks[k][1..].Sum() - ticks[k - 1][1..].Sum() <= ticks[k][0] - ticks[k - 1][0]);
    }

    [Fact]
    public void Thinning_with_probability_one_keeps_all_and_with_zero_none()
    {
        var (parent, all) = ParentAndChild(1);
        Assert.All(Run([parent, all], 500), tick => Assert.Equal(tick[0], tick[1..].Sum()));
        var (_, none) = ParentAndChild(0);
        Assert.All(Run([parent, none], 500), tick => Assert.Equal(0, tick[1..].Sum()));
    }

    private static (CounterDefinition Parent, ThinnedCounterDefinition Child) ParentAndChild(double probability) => (
        new CounterDefinition("p", "p_total", "", LabelSpace.Empty, new RateDefinition(new ConstantDefinition(3)), accumulate: Accumulation.Poisson),
        new ThinnedCounterDefinition("c", "c_total", "", Three, "p", probability));

    private static double[][] Run(MetricDefinition metric, int ticks) => Run([metric], ticks);

    private static double[][] Run(MetricDefinition[] metrics, int ticks)
    {
        var simulator = new Simulator(new SimulationModel(5, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10)), [.. metrics]));
        var values = new double[ticks][];
        for (var k = 0; k < ticks; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            values[k] = snapshot.Values.ToArray();
        }

        return values;
    }

    private static IEnumerable<double> Increments(IEnumerable<double> totals) => totals.Zip(totals.Skip(1), (before, after) => after - before);
}
