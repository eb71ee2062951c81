using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Simulation;

public sealed class ModelChangeTest
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Volatility Lively = new(5, TimeSpan.FromSeconds(1));

    [Fact]
    public void Series_that_remain_go_on_counting_and_new_ones_begin_at_nothing()
    {
        var simulator = new Simulator(Model(Events("a", "b")));
        simulator.Add(new ModelChange.Reloaded(20, Model(Events("c", "b"))));
        simulator.AdvanceTo(20);
        var before = new Simulator(Model(Events("a", "b")));
        before.AdvanceTo(20);
        using var expected = before.Acquire();
        using var found = simulator.Acquire();
        Assert.Equal(expected["events_total", "{model=\"b\"}"], found["events_total", "{model=\"b\"}"]);
        Assert.Equal(0, found["events_total", "{model=\"c\"}"]);
        Assert.True(found["events_total", "{model=\"b\"}"] > 0);
    }

    [Fact]
    public void A_reload_that_changes_nothing_changes_no_sample()
    {
        SimulationModel[] same = [Model([.. Anomalies.Disturbed.Metrics]), Model([.. Anomalies.Disturbed.Metrics])];
        var simulator = new Simulator(same[0]);
        for (var tick = 7; tick < 60; tick += 11) simulator.Add(new ModelChange.Reloaded(tick, same[1]));
        var plain = new Simulator(same[0]);
        for (var k = 0; k < 70; k++) AssertSame(plain, simulator, k);
    }

    [Fact]
    public void A_path_goes_on_with_the_new_drift_and_begins_anew_with_a_new_initial_value()
    {
        var simulator = new Simulator(Model(Gauge(100, 1)));
        simulator.Add(new ModelChange.Reloaded(3, Model(Gauge(100, 2))));
        simulator.Add(new ModelChange.Reloaded(5, Model(Gauge(50, 2))));
        Assert.Equal([100, 110, 120, 130, 150, 50, 70], Values(simulator, 7));
    }

    [Fact]
    public void Another_scenario_begins_with_paths_at_their_initial_values_and_counters_that_go_on()
    {
        var simulator = new Simulator(Model(Gauge(100, 1), Events("a")));
        simulator.Add(new ModelChange.Switched(4, Model(Gauge(100, 1), Events("a"))));
        simulator.AdvanceTo(3);
        using var before = simulator.Acquire();
        simulator.AdvanceTo(4);
        using var after = simulator.Acquire();
        Assert.Equal(100, after["x"]);
        Assert.True(after["events_total", "{model=\"a\"}"] >= before["events_total", "{model=\"a\"}"]);
        Assert.True(before["events_total", "{model=\"a\"}"] > 0);
    }

    [Fact]
    public void A_change_of_the_past_is_refused()
    {
        var simulator = new Simulator(Model(Gauge(100, 1)));
        simulator.AdvanceTo(5);
        Assert.Throws<ArgumentException>(() => simulator.Add(new ModelChange.Ended(5, "i1")));
        Assert.Throws<ArgumentException>(() => simulator.Add(new ModelChange.Reloaded(6, new SimulationModel(2, simulator.Model.Timeline, simulator.Model.Metrics))));
    }

    [Fact]
    public void A_snapshot_that_is_held_over_a_change_stays_whole()
    {
        var simulator = new Simulator(Model(Events("a", "b")));
        simulator.AdvanceTo(9);
        using var held = simulator.Acquire();
        double[] before = [.. held.Values];
        simulator.Add(new ModelChange.Reloaded(10, Model(Events("a", "b", "c", "d"))));
        simulator.AdvanceTo(30);
        using var after = simulator.Acquire();
        Assert.Equal(before, held.Values.ToArray());
        Assert.Equal(4, after.Values.Length);
    }

    [Fact]
    public void A_journal_replays_a_live_run_bit_for_bit()
    {
        var time = new FakeTimeProvider(Start);
        var model = Model([.. Anomalies.Disturbed.Metrics]);
        using var live = new LiveSimulator(model, time);
        live.Start();
        var seen = new List<(Layout Layout, double[] Values)>();
        for (var k = 0; k < 150; k++)
        {
            using (var snapshot = live.Acquire()) seen.Add((snapshot.Layout, [.. snapshot.Values]));
            if (k == 10) live.Inject(Definition("spike", "counter", 40));
            if (k == 12) live.Inject(Definition("cardinality_explosion", "events", 30));
            if (k == 15) live.Inject(Definition("flatline", "gauge", 50));
            if (k == 20) live.Inject(Definition("level_shift", "gauge", 20), 120);
            if (k == 21) live.Inject(Definition("cardinality_explosion", "events", 10), 100);
            if (k == 30) Assert.NotNull(live.End("i1"));
            if (k == 40) live.Switch(new SimulationModel(model.Seed, model.Timeline, model.Metrics, new Scenario("s", [new Phase("p", TimeSpan.FromMinutes(4))])));
            if (k == 50) live.Inject(Definition("variance", "gauge", 20));
            if (k == 55) live.Reload(Model([.. Anomalies.Disturbed.Metrics.Take(4)]));
            if (k == 70) live.Inject(Definition("counter_reset", "events", 5));
            time.Advance(Interval);
        }

        var replay = new Simulator(model, journal: live.PastFrom(0).Changes);
        for (var k = 0; k < seen.Count; k++)
        {
            replay.AdvanceTo(k);
            using var snapshot = replay.Acquire();
            foreach (var family in seen[k].Layout.Families.Where(family => !family.Continues))
            {
                var again = snapshot.Layout.Families.Single(other => other.Name == family.Name && !other.Continues);
                Assert.Equal(Bits(seen[k].Values.AsSpan(family.ValueOffset, family.ValueCount)), Bits(snapshot.ValuesOf(again)));
            }

            Assert.Equal(Shown(seen[k].Layout, seen[k].Values), Shown(snapshot.Layout, [.. snapshot.Values]));
        }
    }

    private static int Shown(Layout layout, double[] values) =>
        layout.Families.Sum(family => values.AsSpan(family.ValueOffset, family.ValueCount).ToArray().Count(value => !Staleness.IsMarker(value)));

    private static long[] Bits(ReadOnlySpan<double> values) => [.. values.ToArray().Select(BitConverter.DoubleToInt64Bits)];

    private static AnomalyDefinition Definition(string kind, string metric, int ticks) => new(AnomalyKinds.Find(kind)!, metric, ticks * Interval);

    private static GaugeDefinition Gauge(double initial, double drift) => new("x", "x", "", LabelSpace.Empty, new BrownianDefinition(initial, drift));

    private static CounterDefinition Events(params string[] models) => new(
        "events", "events_total", "", new LabelSpace([new LabelDimension("model", [.. models])]), new RateDefinition(new BrownianDefinition(30, 0, Lively)),
        PathSplit.PerSeries, Accumulation.Poisson);

    private static SimulationModel Model(params MetricDefinition[] metrics) => new(1, new Timeline(Start, Interval), [.. metrics]);

    private static double[] Values(Simulator simulator, int ticks)
    {
        var values = new double[ticks];
        for (var k = 0; k < ticks; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            values[k] = snapshot.Values[0];
        }

        return values;
    }

    private static void AssertSame(Simulator expected, Simulator found, int tick)
    {
        expected.AdvanceTo(tick);
        found.AdvanceTo(tick);
        using var one = expected.Acquire();
        using var other = found.Acquire();
        Assert.Equal(one.Values.ToArray(), other.Values.ToArray());
    }
}
