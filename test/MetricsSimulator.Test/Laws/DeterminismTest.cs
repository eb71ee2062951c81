using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Laws;

/// <summary>
/// Law 1: the sample of a series at a tick depends on nothing but the seed, the start, the update interval and its own definition.
/// </summary>
public sealed class DeterminismTest
{
    private const int Ticks = 500;

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void It_does_not_matter_who_looks_or_how_often(string name)
    {
        var watched = new Simulator(ShippedModels.Of(name));
        for (var k = 0; k < Ticks; k++)
        {
            watched.AdvanceTo(k);
            using var looked = watched.Acquire();
            if (k % 3 == 0) using (watched.Acquire()) { }
        }

        Assert.Equal(ValuesAt(ShippedModels.Of(name), Ticks - 1), Values(watched));
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Scenarios), MemberType = typeof(ShippedModels))]
    public void It_does_not_matter_who_looks_at_a_scenario_or_on_how_many_threads(string name)
    {
        var watched = new Simulator(ShippedModels.OfScenario(name), parallelism: 1);
        for (var k = 0; k <= Ticks; k++)
        {
            watched.AdvanceTo(k);
            using var looked = watched.Acquire();
        }

        Assert.Equal(Bits(ValuesAt(ShippedModels.OfScenario(name), Ticks)), Bits(Values(watched)));
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Scenarios), MemberType = typeof(ShippedModels))]
    public void Each_label_set_of_a_scenario_simulated_alone_has_the_samples_that_it_has_among_all(string name) =>
        ExpectAloneAsAmongAll(ShippedModels.OfScenario(name));

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void A_second_replica_with_the_same_seed_and_start_agrees_bit_for_bit(string name) =>
        Assert.Equal(ValuesAt(ShippedModels.Of(name), Ticks), ValuesAt(ShippedModels.Of(name), Ticks));

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void Another_seed_gives_other_samples(string name) =>
        Assert.NotEqual(ValuesAt(ShippedModels.Of(name), Ticks), ValuesAt(ShippedModels.Of(name, seed: 43), Ticks));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ulong.MaxValue)]
    public void The_zero_seed_is_a_seed_like_any_other(ulong seed)
    {
        var second = TimeSpan.FromSeconds(1);
        var gauge = new GaugeDefinition("g", "g", "", LabelSpace.Empty, new BrownianDefinition(0, 0, new Volatility(1, second), Bounds.None));
        var key = SeriesKey.Derive(seed, new SeriesIdentity("g", LabelSpace.Empty).Of(0));
        var found = ValuesAt(new SimulationModel(seed, new Timeline(DateTimeOffset.UnixEpoch, second), [gauge]), 1);
        Assert.Equal([new DrawStream(key, 0, DrawPurpose.PathStep).Normal(0)], found);
    }

    [Fact]
    public async Task A_seed_of_zero_is_not_replaced_by_one_that_is_drawn()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["first", "second"])
            Assert.Equal(0, (await Ran.Async("generate", "--seed", "0", "--start", "2026-01-01T00:00:00Z", "--duration", "5m", "--output", folder.File(name))).Status);
        Assert.Equal(await File.ReadAllBytesAsync(folder.File("first")), await File.ReadAllBytesAsync(folder.File("second")));
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void Adding_a_metric_moves_no_other(string name)
    {
        var model = ShippedModels.Of(name);
        var added = new GaugeDefinition("added", "added", "", LabelSpace.Empty, new BrownianDefinition(1));
        var larger = new SimulationModel(model.Seed, model.Timeline, model.Metrics.Insert(0, added), sources: model.Sources);
        Assert.Equal(ValuesAt(model, Ticks), ValuesAt(larger, Ticks)[1..]);
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void Removing_a_metric_moves_no_other(string name)
    {
        var model = ShippedModels.Of(name);
        var last = model.Metrics.Last(metric => !model.Metrics.OfType<ThinnedCounterDefinition>().Any(thinned => thinned.Of == metric.Key));
        var smaller = new SimulationModel(model.Seed, model.Timeline, model.Metrics.Remove(last), sources: model.Sources);
        foreach (var metric in smaller.Metrics) Assert.Equal(ValuesOf(model, metric.Name), ValuesOf(smaller, metric.Name));
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void Each_label_set_simulated_alone_has_the_samples_that_it_has_among_all(string name) => ExpectAloneAsAmongAll(ShippedModels.Of(name));

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void Constant_labels_move_no_path(string name)
    {
        var labelled = new Simulator(ShippedModels.Of(name), constantLabels: [new LabelDimension("replica", ["2"])]);
        labelled.AdvanceTo(Ticks);
        Assert.Equal(ValuesAt(ShippedModels.Of(name), Ticks), Values(labelled));
    }

    [Fact]
    public void The_order_in_which_labels_are_declared_does_not_matter()
    {
        var model = LabelDimension.Generate("model", 3, "m");
        var type = LabelDimension.Generate("type", 2, "t");
        var one = Gauge(new LabelSpace([model, type]));
        var other = Gauge(new LabelSpace([type, model]));
        for (var m = 0; m < 3; m++)
            for (var t = 0; t < 2; t++) Assert.Equal(one[m * 2 + t], other[t * 3 + m]);
    }

    [Fact]
    public void Many_series_in_parallel_have_the_samples_that_they_have_one_range_at_a_time()
    {
        var labels = new LabelSpace([LabelDimension.Generate("a", 7, "a"), LabelDimension.Generate("b", 9001, "b")]);
        var process = new BrownianDefinition(1000, 1, new Volatility(3, TimeSpan.FromSeconds(1)));
        ImmutableArray<MetricDefinition> metrics =
        [
            new GaugeDefinition("g", "g", "", labels, process),
            new CounterDefinition("c", "c_total", "", labels, new RateDefinition(process), accumulate: Accumulation.Poisson),
            new ThinnedCounterDefinition("e", "e_total", "", LabelSpace.Empty, "c", 0.01),
            new HistogramDefinition("h", "h", "", labels, process, 0.5, [500, 1000], new RateDefinition(new ConstantDefinition(100_000))),
        ];
        var model = new SimulationModel(9, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1)), metrics);
        var whole = new Simulator(model);
        whole.AdvanceTo(3);
        using var snapshot = whole.Acquire();
        foreach (var family in snapshot.Layout.Families)
        {
            var key = metrics.Single(metric => metric.Name == family.Name).Key;
            for (var first = 0; first < family.Labels.Count; first += 4000)
            {
                var range = new SeriesRange(first, Math.Min(4000, family.Labels.Count - first));
                var part = new Simulator(model, SeriesSelection.Of(key, range));
                part.AdvanceTo(3);
                Assert.True(snapshot.ValuesOf(family).Slice(first * family.Stride, range.Count * family.Stride).SequenceEqual(Values(part)), key);
            }
        }
    }

    /// <summary>
    /// The hash of ten thousand ticks of the catalogue. It is the same on every machine; when it changes, every seed that anybody wrote down
    /// means another run, and the change log has to say so.
    /// </summary>
    [Fact]
    public void A_seed_means_the_same_samples_on_every_machine_and_in_every_version()
    {
        const string Expected = "CF52E995BC1E49D8";
        var values = ValuesAt(ShippedModels.Of("catalogue"), 10_000);
        Assert.Equal(Expected, Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())))[..16]);
    }

    private static double[] Gauge(LabelSpace labels)
    {
        var gauge = new GaugeDefinition("g", "g", "", labels, new BrownianDefinition(100, 0, new Volatility(1, TimeSpan.FromSeconds(1))));
        return ValuesAt(new SimulationModel(1, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1)), [gauge]), 100);
    }

    private static double[] ValuesOf(SimulationModel model, string name)
    {
        var simulator = new Simulator(model);
        simulator.AdvanceTo(Ticks);
        using var snapshot = simulator.Acquire();
        return snapshot.ValuesOf(snapshot.Layout.Families.Single(family => family.Name == name && !family.Continues)).ToArray();
    }

    private static void ExpectAloneAsAmongAll(SimulationModel model)
    {
        foreach (var metric in model.Metrics)
        {
            var all = ValuesOf(model, metric.Name);
            var stride = all.Length / metric.Labels.Count;
            for (var i = 0; i < metric.Labels.Count; i++)
            {
                var alone = new Simulator(model, SeriesSelection.Of(metric.Key, new SeriesRange(i, 1)));
                alone.AdvanceTo(Ticks);
                Assert.Equal(Bits(all.AsSpan(i * stride, stride).ToArray()), Bits(Values(alone)[..stride]));
            }
        }
    }

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static double[] ValuesAt(SimulationModel model, long tick)
    {
        var simulator = new Simulator(model);
        simulator.AdvanceTo(tick);
        return Values(simulator);
    }

    private static double[] Values(Simulator simulator)
    {
        using var snapshot = simulator.Acquire();
        return snapshot.Values.ToArray();
    }
}
