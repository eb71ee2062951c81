using System.Collections.Immutable;
using CsCheck;
using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Configuration;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Laws;

/// <summary>Law 1, for shards: no series is in two of them, and together they are the whole run, bit for bit.</summary>
[Trait("takes", "seconds")]
public sealed class ShardTest
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Few shards, and more than there are label sets.
    private static readonly int[] Counts = [1, 2, 3, 4, 5, 6, 7, 61];

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void The_shards_of_a_model_are_together_the_whole(string name)
    {
        foreach (var count in Counts) ExpectWhole(ShippedModels.Of(name), [], count, last: 300, step: 60);
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Scenarios), MemberType = typeof(ShippedModels))]
    public void The_shards_of_a_scenario_are_together_the_whole(string name)
    {
        foreach (var count in Counts) ExpectWhole(ShippedModels.OfScenario(name), [], count, last: 740, step: 37);
    }

    [Fact]
    public void The_shards_of_any_model_are_together_the_whole() =>
        Gen.Select(ModelGenerator.Metrics, ModelGenerator.Timeline, Gen.Int[1, 12]).Sample(
            (metrics, timeline, count) => ExpectWhole(new SimulationModel(1, timeline, metrics), [], count, last: 12, step: 4), iter: 60);

    [Fact]
    public void The_shards_of_a_run_that_was_changed_in_every_way_are_together_the_whole()
    {
        var first = Model(["a", "b", "c"], hasErrors: false);
        ModelChange[] journal =
        [
            new ModelChange.Injected(8, "i1", Anomaly("spike", "calls", 30)),
            // Numbers of label sets change with the first value, and shares with their number.
            new ModelChange.Reloaded(10, Model(["new", "a", "b", "c", "d"], hasErrors: false)),
            new ModelChange.Injected(14, "i2", Anomaly("cardinality_explosion", "load", 40, 40)),
            new ModelChange.Injected(15, "i3", Anomaly("cardinality_explosion", "lone", 40, 3)),
            new ModelChange.Injected(15, "i4", Anomaly("counter_reset", "calls", 3)),
            new ModelChange.Injected(18, "i5", Anomaly("cardinality_explosion", "load", 40, 70)),
            // A counter of another's events begins late: until now, its shard had not looked at the other label sets.
            new ModelChange.Reloaded(20, Model(["a", "b", "c", "d"], hasErrors: true)),
            new ModelChange.Injected(20, "i6", Anomaly("flatline", "load", 10)),
            new ModelChange.Switched(30, Model(["a", "b", "c", "d"], hasErrors: true, calls: 500)),
            new ModelChange.Ended(32, "i1"),
            new ModelChange.Reloaded(40, Model(["d"], hasErrors: false)),
            new ModelChange.Reloaded(45, Model(["d", "a"], hasErrors: true)),
        ];
        foreach (var count in Counts) ExpectWhole(first, journal, count, last: 60, step: 1);
    }

    [Fact]
    public void A_label_set_stays_in_its_shard_when_others_come_and_go()
    {
        var (few, many) = (Model(["b", "c"], hasErrors: true), Model(["a", "b", "bb", "c"], hasErrors: true));
        for (var i = 0; i < 3; i++)
        {
            var shard = new Shard(i, 3);
            var before = Rows(new Simulator(few.ForShard(shard)), 0).Keys;
            var all = Rows(new Simulator(few), 0).Keys;
            Assert.Equal(before.Order(), Rows(new Simulator(many.ForShard(shard)), 0).Keys.Where(all.Contains).Order());
        }
    }

    [Fact]
    public void Shards_have_about_the_same_number_of_label_sets()
    {
        const int Sets = 100_000;
        const int Count = 7;
        var labels = new LabelSpace([LabelDimension.Generate("queue", Sets, "q")]);
        var sizes = Enumerable.Range(0, Count).Select(i => new Shard(i, Count).Deal("queue_depth", labels).Count).ToArray();
        Assert.Equal(Sets, sizes.Sum());
        Assert.All(sizes, size => Expect.Share("label sets of a shard", size / (double)Sets, 1.0 / Count, Sets));
        // Metrics of one label set do not all fall to one shard either.
        var owners = Enumerable.Range(0, 7000).Select(i => new Shard(0, Count).Deal($"metric_{i}", LabelSpace.Empty).Count).Sum();
        Expect.Share("metrics of a shard", owners / 7000.0, 1.0 / Count, 7000);
    }

    [Fact]
    public void A_shard_computes_its_share_and_no_more()
    {
        const int Sets = 200_000;
        var gauge = new GaugeDefinition("g", "g", "", new LabelSpace([LabelDimension.Generate("i", Sets, "")]), new BrownianDefinition(1, 0, new Volatility(1, Interval)));
        var model = new SimulationModel(1, new Timeline(DateTimeOffset.UnixEpoch, Interval), [gauge]);
        // The texts of the label values are made when they are first asked for, and all shards share them.
        Assert.NotEqual(0, gauge.Labels.Dimensions[0].Pair(0).Length);
        var whole = Allocated(model);
        var quarter = Allocated(model.ForShard(new Shard(1, 4)));
        // Besides the quarter of keys, paths and values, the numbers of its label sets: 4 bytes in 32.
        Assert.InRange(quarter / (double)whole, 0.2, 0.25 * (1 + 4.0 / 32) + 0.05);
    }

    [Fact]
    public void What_many_label_sets_derive_from_is_computed_whole_on_several_threads()
    {
        var labels = new LabelSpace([LabelDimension.Generate("a", 7, "a"), LabelDimension.Generate("b", 5003, "b")]);
        var model = new SimulationModel(9, new Timeline(DateTimeOffset.UnixEpoch, Interval),
        [
            new CounterDefinition("c", "c_total", "", labels, new RateDefinition(new BrownianDefinition(100_000, 1, new Volatility(3, Interval))), accumulate: Accumulation.Poisson),
            new ThinnedCounterDefinition("e", "e_total", "", new LabelSpace([LabelDimension.Generate("k", 300, "k")]), "c", 0.5),
        ]);
        ExpectWhole(model, [], count: 3, last: 4, step: 2);
    }

    [Fact]
    public void Each_metric_of_a_shard_goes_on_from_a_checkpoint_of_the_shard()
    {
        var model = Model(["a", "b", "c"], hasErrors: true);
        for (var i = 0; i < 3; i++)
        {
            var shard = new Simulator(model.ForShard(new Shard(i, 3)));
            shard.AdvanceTo(20);
            var checkpoint = shard.Keep();
            var all = Rows(shard, 50);
            foreach (var metric in model.Metrics)
            {
                var part = new Simulator(shard.Model, SeriesSelection.Of(metric.Key), from: checkpoint);
                foreach (var (series, bits) in Rows(part, 50)) Assert.True(bits.AsSpan().SequenceEqual(all[series]), series);
            }
        }
    }

    [Fact]
    public void A_shard_is_one_of_those_that_there_are()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(0, Shard.MaximumCount + 1));
        var simulator = new Simulator(Model(["a"], hasErrors: false).ForShard(new Shard(0, 2)));
        Assert.Throws<ArgumentException>(() => simulator.Add(new ModelChange.Reloaded(5, Model(["a"], hasErrors: false))));
    }

    [Fact]
    public void The_whole_model_comes_back_from_a_shard()
    {
        var model = ShippedModels.OfScenario("anomaly_detection");
        Assert.Equal(model, model.ForShard(new Shard(1, 3)).ForShard(null));
        Assert.NotEqual(model, model.ForShard(new Shard(1, 3)));
        Assert.Equal(new Shard(1, 3), model.ForShard(new Shard(1, 3)).WithoutAnomalies().Shard);
    }

    private static void ExpectWhole(SimulationModel model, IReadOnlyList<ModelChange> journal, int count, int last, int step)
    {
        var whole = new Simulator(model, journal: journal);
        var shards = Enumerable.Range(0, count).Select(i => new Shard(i, count))
            .Select(shard => new Simulator(model.ForShard(shard), journal: [.. journal.Select(change => For(change, shard))])).ToArray();
        for (var tick = 0; tick <= last; tick += step)
        {
            var expected = Rows(whole, tick);
            var found = new Dictionary<string, long[]>(StringComparer.Ordinal);
            foreach (var row in shards.SelectMany(shard => Rows(shard, tick)))
                Assert.True(found.TryAdd(row.Key, row.Value), $"Of {count} shards two have {row.Key} at tick {tick}.");
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
            foreach (var (series, bits) in expected)
                Assert.True(bits.AsSpan().SequenceEqual(found[series]), $"Of {count} shards one has other values of {series} at tick {tick}.");
        }
    }

    // A label set with all its values, those of a histogram together.
    private static Dictionary<string, long[]> Rows(Simulator simulator, long tick)
    {
        simulator.AdvanceTo(tick);
        using var snapshot = simulator.Acquire();
        var rows = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var family in snapshot.Layout.Families)
        {
            for (var i = 0; i < family.Range.Count; i++)
            {
                var values = snapshot.ValuesOf(family).Slice(i * family.Stride, family.Stride).ToArray();
                rows.Add(family.Name + family.Labels.Format(family.Range.First + i), [.. values.Select(BitConverter.DoubleToInt64Bits)]);
            }
        }

        return rows;
    }

    private static ModelChange For(ModelChange change, Shard shard) => change switch
    {
        ModelChange.Switched switched => switched with { Model = switched.Model.ForShard(shard) },
        ModelChange.Reloaded reloaded => reloaded with { Model = reloaded.Model.ForShard(shard) },
        _ => change,
    };

    private static long Allocated(SimulationModel model)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var simulator = new Simulator(model, parallelism: 1);
        simulator.AdvanceTo(3);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static AnomalyDefinition Anomaly(string kind, string metric, int ticks, double? magnitude = null) =>
        new(AnomalyKinds.Find(kind)!, metric, ticks * Interval, magnitude: magnitude);

    private static SimulationModel Model(string[] models, bool hasErrors, double calls = 1000)
    {
        var labels = new LabelSpace([new LabelDimension("model", [.. models], [.. models.Select((_, i) => i + 1.0)]), LabelDimension.Generate("zone", 4, "z")]);
        var lively = new Volatility(30, TimeSpan.FromSeconds(1));
        var process = new BrownianDefinition(1000, 1, lively);
        var rate = new RateDefinition(new BrownianDefinition(calls, 1, lively));
        ImmutableArray<MetricDefinition> metrics =
        [
            new GaugeDefinition("load", "load", "", labels, process),
            new GaugeDefinition("common", "common", "", labels, process, PathSplit.Shared),
            new CounterDefinition("calls", "calls_total", "", labels, rate, accumulate: Accumulation.Poisson),
            new CounterDefinition("tokens", "tokens_total", "", labels, rate, resolution: 1),
            new CounterDefinition("lone", "lone_total", "", LabelSpace.Empty, rate),
            new HistogramDefinition("seconds", "seconds", "", labels, new BrownianDefinition(100, 0, new Volatility(1, TimeSpan.FromSeconds(1))), 0.5, [60, 100, 300], rate),
        ];
        if (hasErrors)
        {
            // The first is derived from what comes later in the model, and from that in turn.
            metrics =
            [
                new ThinnedCounterDefinition("fatal", "fatal_total", "", LabelSpace.Empty, "errors", 0.5),
                .. metrics,
                new ThinnedCounterDefinition("errors", "errors_total", "", new LabelSpace([LabelDimension.Generate("type", 3, "t")]), "calls", 0.1),
                new ThinnedCounterDefinition("late", "late_total", "", labels, "tokens", 0.2),
            ];
        }

        return new SimulationModel(1, new Timeline(DateTimeOffset.UnixEpoch, Interval), metrics, new Scenario(
            "test", [new Phase("one", Interval * 12, Changed(metrics)), new Phase("two", Interval * 9)],
            anomalies: [new AnomalyDefinition(AnomalyKinds.Find("dropout")!, "load", Interval * 5, timing: AnomalyTiming.At(Interval * 5))]));
    }

    // A phase in which the gauge is set to another value when it begins.
    private static ImmutableArray<PhaseMetric> Changed(ImmutableArray<MetricDefinition> metrics) =>
    [
        .. metrics.Select(metric => metric is GaugeDefinition gauge
            ? new PhaseMetric(new GaugeDefinition(gauge.Key, gauge.Name, gauge.Help, gauge.Labels, new BrownianDefinition(50), gauge.Split), BeginsAnew: true)
            : new PhaseMetric(metric)),
    ];
}
