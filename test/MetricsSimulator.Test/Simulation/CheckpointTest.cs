using MetricsSimulator.Anomalies;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.States;
using MetricsSimulator.Test.Anomalies;
using MetricsSimulator.Test.Laws;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Simulation;

/// <summary>From a checkpoint on, a run is the same as from its beginning.</summary>
[Trait("takes", "seconds")]
public sealed class CheckpointTest
{
    private const int Ticks = 240;

    [Theory]
    [MemberData(nameof(ShippedModels.Scenarios), MemberType = typeof(ShippedModels))]
    public void A_scenario_goes_on_from_any_checkpoint_as_it_did(string name) => ExpectTheSame(ShippedModels.OfScenario(name), []);

    [Theory]
    [MemberData(nameof(ShippedModels.Scenarios), MemberType = typeof(ShippedModels))]
    public void A_scenario_to_which_something_is_done_goes_on_from_any_checkpoint_as_it_did(string name)
    {
        var model = ShippedModels.OfScenario(name);
        ExpectTheSame(model, Journal(model, ShippedModels.OfScenario("anomaly_detection"), ShippedModels.OfScenario("degradation")));
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void A_model_goes_on_from_any_checkpoint_as_it_did(string name) => ExpectTheSame(ShippedModels.Of(name), []);

    [Fact]
    public void Every_kind_of_anomaly_on_every_sort_of_metric_goes_on_from_any_checkpoint()
    {
        var model = Model([.. Disturbed.Metrics]);
        ModelChange[] journal = [.. AnomalyKinds.All.SelectMany(kind => Disturbances(kind, model)).Select((anomaly, i) => new ModelChange.Injected(3 + 4 * i, $"i{i + 1}", anomaly))];
        Assert.True(journal.Length > 30);
        ExpectTheSame(model, journal);
    }

    [Fact]
    public void Every_kind_of_anomaly_that_begins_long_after_its_injection_goes_on_from_any_checkpoint()
    {
        var model = Model([.. Disturbed.Metrics]);
        ModelChange[] journal = [.. AnomalyKinds.All.SelectMany(kind => Disturbances(kind, model)).Select((anomaly, i) => new ModelChange.Injected(3 + i, $"i{i + 1}", anomaly) { FirstTick = 60 + 4 * i })];
        Assert.True(journal.Length > 30);
        ExpectTheSame(model, journal);
    }

    [Fact]
    public void A_part_of_the_series_goes_on_from_a_checkpoint_of_all()
    {
        var model = ShippedModels.OfScenario("anomaly_detection");
        var whole = new Simulator(model);
        whole.AdvanceTo(100);
        var checkpoint = whole.Keep();
        whole.AdvanceTo(Ticks);
        using var all = whole.Acquire();
        foreach (var metric in model.Metrics)
        {
            var family = all.Layout.Families.First(family => family.Name == metric.Name);
            for (var i = 0; i < metric.Labels.Count; i++)
            {
                var alone = new Simulator(model, SeriesSelection.Of(metric.Key, new SeriesRange(i, 1)), from: checkpoint);
                alone.AdvanceTo(Ticks);
                using var part = alone.Acquire();
                Assert.Equal(Bits(all.ValuesOf(family).Slice(i * family.Stride, family.Stride)), Bits(part.Values[..family.Stride]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Scenarios), MemberType = typeof(ShippedModels))]
    public void A_shard_goes_on_from_any_checkpoint_as_it_did(string name)
    {
        for (var i = 0; i < 3; i++) ExpectTheSame(ShippedModels.OfScenario(name).ForShard(new Shard(i, 3)), []);
    }

    [Fact]
    public void A_checkpoint_of_a_part_is_refused_for_the_rest()
    {
        var model = Model([.. Disturbed.Metrics]);
        var part = new Simulator(model, SeriesSelection.Of("gauge", new SeriesRange(1, 2))).Keep();
        Assert.Throws<ArgumentException>(() => new Simulator(model, SeriesSelection.Of("gauge"), from: part));
        Assert.Throws<ArgumentException>(() => new Simulator(model, SeriesSelection.Of("events"), from: part));
        Assert.Throws<ArgumentException>(() => new Simulator(ShippedModels.Of("catalogue"), from: part));
    }

    [Fact]
    public void A_checkpoint_itself_shows_nothing()
    {
        var model = Model([.. Disturbed.Metrics]);
        var simulator = new Simulator(model, from: new Simulator(model).Keep());
        Assert.Throws<InvalidOperationException>(() => simulator.Acquire());
        simulator.AdvanceTo(1);
        simulator.Acquire().Dispose();
    }

    [Theory]
    [InlineData(8_640)]
    [InlineData(60_480)]
    [InlineData(1_000_000)]
    public void Whatever_is_asked_for_little_more_than_that_is_computed(int ticks)
    {
        var checkpoints = new CheckpointList();
        for (long tick = 0; (tick = CheckpointList.Next(tick)) <= ticks;) checkpoints.Add(Of(tick, 0));
        Assert.InRange(checkpoints.Ticks.Count(), 1, 48);
        for (long asked = 1; asked <= ticks; asked = asked * 9 / 8 + 1)
        {
            var first = ticks - asked + 1;
            var computedBefore = first - (checkpoints.Before(first)?.Tick ?? 0);
            Assert.InRange(computedBefore, 0, CheckpointList.Spacing + asked * 0.6);
        }
    }

    [Fact]
    public void Checkpoints_take_no_more_memory_than_they_may()
    {
        var checkpoints = new CheckpointList(mostBytes: 1000);
        for (var i = 1; i <= 1000; i++)
        {
            checkpoints.Add(Of(i * 64, values: 30));
            Assert.InRange(checkpoints.Ticks.Count(), 1, 3);
            Assert.Equal(i * 64, checkpoints.Ticks.Last());
        }

        checkpoints.Add(Of(100_000, values: 1000));
        Assert.Empty(checkpoints.Ticks);
        Assert.False(checkpoints.Wants(CheckpointList.Spacing, valueCount: 1000));
    }

    [Fact]
    public void A_live_run_tells_what_its_past_is_computed_from()
    {
        var model = Model([.. Disturbed.Metrics]);
        var clock = new FakeTimeProvider(model.Timeline.Start.AddHours(6));
        using var live = new LiveSimulator(model, clock);
        live.Start();
        live.Inject(new AnomalyDefinition(AnomalyKinds.Find("spike")!, "gauge", TimeSpan.FromMinutes(5)));
        clock.Advance(TimeSpan.FromMinutes(1));
        var past = live.Past(360);
        Assert.Equal((6 * 360 + 6 - 360 + 1, 360), (past.FirstTick, past.Ticks));
        Assert.Single(past.Changes);
        Assert.InRange(past.From!.Tick, past.FirstTick - 200, past.FirstTick - 1);
        var young = live.Past(1_000_000);
        Assert.Equal((0, 6 * 360 + 7), (young.FirstTick, young.Ticks));
        Assert.Null(young.From);

        var again = new Simulator(model, journal: past.Changes, from: past.From);
        again.AdvanceTo(past.FirstTick + past.Ticks - 1);
        using var expected = live.Acquire();
        using var found = again.Acquire();
        Assert.Equal(Bits(expected.Values), Bits(found.Values));
    }

    private static SimulationModel Model(params MetricDefinition[] metrics) =>
        new(1, new Timeline(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(10)), [.. metrics]);

    private static Checkpoint Of(long tick, int values) =>
        new(tick, ShippedModels.Of("catalogue"), 0, new Layout([]), new SeriesRegistry(), [new KeptPaths([new KeptState("", null, LabelSpace.Empty, default, [new double[values]])])]);

    // Injections of every kind, some of them ended, a switch and a reload in between.
    private static ModelChange[] Journal(SimulationModel model, SimulationModel scenario, SimulationModel reloaded)
    {
        AnomalyDefinition[] anomalies = [.. AnomalyKinds.All.SelectMany(kind => Disturbances(kind, model))];
        var changes = new List<ModelChange> { new ModelChange.Switched(90, scenario), new ModelChange.Reloaded(130, reloaded) };
        for (var i = 0; i < anomalies.Length; i++)
        {
            var tick = 3 + 200 * i / anomalies.Length;
            changes.Add(new ModelChange.Injected(tick, $"i{i + 1}", anomalies[i]));
            if (i % 4 == 1) changes.Add(new ModelChange.Ended(tick + 7, $"i{i + 1}"));
        }

        return [.. changes.OrderBy(change => change.Tick)];
    }

    private static IEnumerable<AnomalyDefinition> Disturbances(AnomalyKind kind, SimulationModel model)
    {
        string?[] targets = kind.IsOfEndpoint ? [null] : [.. model.Metrics.Where(kind.SuitsMetric).Select(metric => metric.Key)];
        return targets.Select(target => new AnomalyDefinition(kind, target, TimeSpan.FromMinutes(4)));
    }

    private static void ExpectTheSame(SimulationModel model, ModelChange[] journal)
    {
        var run = new Simulator(model, journal: journal);
        var seen = new List<(Layout Layout, long[] Bits)>();
        var checkpoints = new List<Checkpoint>();
        for (var k = 0; k < Ticks; k++)
        {
            run.AdvanceTo(k);
            if (k % 10 == 0 || journal.Any(change => Math.Abs(change.Tick - k) <= 1)) checkpoints.Add(run.Keep());
            seen.Add(Shown(run));
        }

        foreach (var checkpoint in checkpoints)
        {
            var later = new Simulator(model, journal: journal, from: checkpoint);
            for (var k = checkpoint.Tick + 1; k < Ticks; k++)
            {
                later.AdvanceTo(k);
                var (layout, bits) = Shown(later);
                if (k == checkpoint.Tick + 1 || seen[(int)k].Layout != seen[(int)k - 1].Layout) Assert.Equal(Names(seen[(int)k].Layout), Names(layout));
                Assert.True(seen[(int)k].Bits.AsSpan().SequenceEqual(bits), $"From tick {checkpoint.Tick} on, tick {k} differs.");
            }
        }
    }

    private static (Layout Layout, long[] Bits) Shown(Simulator simulator)
    {
        using var snapshot = simulator.Acquire(withStarts: true);
        var starts = new List<long>();
        foreach (var family in snapshot.Layout.Families)
            foreach (var labelSet in family.LabelSets) starts.Add(snapshot.Starts[labelSet.Column]);
        return (snapshot.Layout, [.. Bits(snapshot.Values), .. starts]);
    }

    private static IEnumerable<string> Names(Layout layout) => layout.Families.Select(family => $"{family.Name} {family.ValueCount}");

    private static long[] Bits(ReadOnlySpan<double> values) => [.. values.ToArray().Select(BitConverter.DoubleToInt64Bits)];
}
