using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Simulation;

public sealed class PhaseTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_phase_changes_the_drift_from_its_first_tick_and_the_path_goes_on()
    {
        var values = Run(Gauge(drift: 1), 18, repeats: false, (Gauge(drift: 1), 1), (Gauge(drift: -2), 1));
        double[] expected = [100, 110, 120, 130, 140, 150, 160, 140, 120, 100, 80, 60, 40, 20, 0, 0, 0, 0];
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Paths_begin_at_their_initial_values_when_the_phases_begin_again()
    {
        var values = Run(Gauge(drift: 1), 15, repeats: true, (Gauge(drift: 1), 1));
        Assert.Equal([100, 110, 120, 130, 140, 150, 100, 110, 120, 130, 140, 150, 100, 110, 120], values);
    }

    [Fact]
    public void A_phase_that_gives_an_initial_value_begins_there()
    {
        var phases = new Scenario("s",
        [
            new Phase("first", Minute, [new PhaseMetric(Gauge(drift: 1))]),
            new Phase("second", Minute, [new PhaseMetric(Gauge(drift: 2, initial: 7), BeginsAnew: true)]),
        ]);
        Assert.Equal([100, 110, 120, 130, 140, 150, 7, 27, 47, 67, 87, 107, 100], Run(Model(Gauge(drift: 1), phases), 13));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_status_names_the_next_phase_and_its_first_tick(bool repeats)
    {
        var metric = Gauge(drift: 1);
        var phases = new Scenario("s", [new Phase("first", Minute, [new PhaseMetric(metric)]), new Phase("second", TimeSpan.FromSeconds(95), [new PhaseMetric(metric)])], repeats: repeats);
        var simulator = new Simulator(Model(metric, phases));
        for (var tick = 0; tick < 60; tick++)
        {
            simulator.AdvanceTo(tick);
            var (phase, next) = (simulator.Status.Phase, simulator.Status.Next);
            if (next is null)
            {
                Assert.True(!repeats && phase == "second");
                continue;
            }

            Assert.NotEqual(phase, next.Value.Phase);
            var later = new Simulator(Model(metric, phases));
            later.AdvanceTo(next.Value.Tick - 1);
            Assert.Equal(phase, later.Status.Phase);
            later.AdvanceTo(next.Value.Tick);
            Assert.Equal(next.Value.Phase, later.Status.Phase);
        }
    }

    [Fact]
    public void Counters_go_on_when_the_phases_begin_again()
    {
        var values = Run(Counter(drift: 1), 200, repeats: true, (Counter(drift: 1), 1));
        for (var k = 1; k < values.Length; k++) Assert.True(values[k] > values[k - 1]);
        // One round is 100 + 110 + … + 150, ten seconds each.
        Assert.Equal(7500 * 3, values[18], 1e-6);
    }

    [Fact]
    public void A_scale_multiplies_the_rate_and_not_the_path()
    {
        var metric = Counter(drift: 1);
        var scaled = new Scenario("s", [new Phase("first", Minute, [new PhaseMetric(metric)]), new Phase("second", Minute, [new PhaseMetric(metric, Scale: 3)])], repeats: false);
        double[] plain = Run(Model(metric, Scenario.None), 30), found = Run(Model(metric, scaled), 30);
        for (var k = 0; k < 29; k++) Assert.Equal((k < 6 ? 1 : 3) * (plain[k + 1] - plain[k]), found[k + 1] - found[k], 1e-6);
    }

    [Fact]
    public void The_path_of_a_scenario_that_changes_nothing_is_the_path_without_one()
    {
        var metric = new GaugeDefinition("x", "x", "", LabelSpace.Empty, new BrownianDefinition(100, 0.1, new Volatility(5, Minute)));
        var scenario = new Scenario("s", [new Phase("a", Minute), new Phase("b", Minute)], repeats: false);
        Assert.Equal(Run(Model(metric, Scenario.None), 60), Run(Model(metric, scenario), 60));
    }

    private static GaugeDefinition Gauge(double drift, double initial = 100) => new("x", "x", "", LabelSpace.Empty, new BrownianDefinition(initial, drift));

    private static CounterDefinition Counter(double drift) => new("x", "x_total", "", LabelSpace.Empty, new RateDefinition(new BrownianDefinition(100, drift)));

    private static double[] Run(MetricDefinition metric, int ticks, bool repeats, params (MetricDefinition Metric, int Minutes)[] phases) => Run(
        Model(metric, new Scenario("s", [.. phases.Select(phase => new Phase("", phase.Minutes * Minute, [new PhaseMetric(phase.Metric)]))], repeats)), ticks);

    private static SimulationModel Model(MetricDefinition metric, Scenario scenario) =>
        new(1, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10)), [metric], scenario);

    private static double[] Run(SimulationModel model, int ticks)
    {
        var simulator = new Simulator(model);
        var values = new double[ticks];
        for (var k = 0; k < ticks; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            values[k] = snapshot.Values[0];
        }

        return values;
    }
}
