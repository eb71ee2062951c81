using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Churn;

/// <summary>Series that end are followed by new ones, in every sort of metric.</summary>
[Trait("takes", "seconds")]
public sealed class ChurnTest
{
    private const int Ticks = 720;
    private static readonly LabelDimension Worker = LabelDimension.Churning("worker", 20, "w", TimeSpan.FromMinutes(20));
    private static readonly LabelSpace Labels = new([new LabelDimension("zone", ["a", "b"]), Worker, new LabelDimension("type", ["x", "y", "z"])]);

    [Fact]
    public void The_same_number_of_series_is_alive_at_every_moment_and_no_two_have_one_identity()
    {
        var simulator = new Simulator(Model());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var tick = 0L; tick <= Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            var alive = SeriesOf(snapshot, "gauge").Keys.ToHashSet(StringComparer.Ordinal);
            Assert.Equal(120, alive.Count);
            seen.UnionWith(alive);
        }

        // 20 places, and in two hours six more lives each on average: five standard deviations of a Poisson number of 120 are 55.
        Assert.InRange(seen.Count / 6, 20 + 65, 20 + 175);
    }

    [Fact]
    public void A_layout_is_another_only_at_ticks_at_which_a_series_begins()
    {
        var simulator = new Simulator(Model());
        var (changes, births) = (0, 0);
        var before = simulator.Layout;
        var alive = Alive(simulator);
        for (var tick = 1L; tick <= Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            var now = Alive(simulator);
            if (!now.SetEquals(alive)) births++;
            if (!ReferenceEquals(before, simulator.Layout)) changes++;
            Assert.Equal(now.SetEquals(alive), ReferenceEquals(before, simulator.Layout));
            (before, alive) = (simulator.Layout, now);
        }

        Assert.InRange(births, 1, Ticks - 1);
        Assert.Equal(births, changes);
    }

    [Theory]
    [InlineData("counter")]
    [InlineData("events")]
    [InlineData("errors")]
    [InlineData("histogram_count")]
    public void A_counter_begins_at_0_and_never_falls_while_it_lives(string name)
    {
        var simulator = new Simulator(Model());
        var before = new Dictionary<string, double>(StringComparer.Ordinal);
        var begun = 0;
        for (var tick = 0L; tick <= Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            var now = SeriesOf(snapshot, name);
            foreach (var (series, value) in now)
            {
                if (before.TryGetValue(series, out var last))
                {
                    Assert.True(value >= last, $"{series} fell from {last} to {value} at tick {tick}");
                }
                else
                {
                    Assert.Equal(0, value);
                    begun++;
                }
            }

            before = now;
        }

        Assert.True(begun > 120 && before.Values.Max() > 0);
    }

    [Fact]
    public void A_gauge_begins_at_its_initial_value()
    {
        var simulator = new Simulator(Model());
        var known = Alive(simulator);
        for (var tick = 1L; tick <= Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            foreach (var (series, value) in SeriesOf(snapshot, "gauge"))
                if (known.Add(series)) Assert.Equal(50.0 / 120, value, 1e-12);
        }
    }

    [Fact]
    public void A_run_goes_on_from_a_checkpoint_with_the_same_series_and_samples()
    {
        var whole = new Simulator(Model());
        foreach (var from in (int[])[1, 64, 333])
        {
            var run = new Simulator(Model());
            run.AdvanceTo(from);
            var again = new Simulator(Model(), from: run.Keep());
            again.AdvanceTo(from + 100);
            whole = new Simulator(Model());
            whole.AdvanceTo(from + 100);
            using var expected = whole.Acquire();
            using var found = again.Acquire();
            Assert.Equal(AllOf(expected), AllOf(found));
        }
    }

    [Fact]
    public void Shards_deal_out_the_places_and_are_together_the_whole()
    {
        var whole = new Simulator(Model());
        whole.AdvanceTo(Ticks);
        using var snapshot = whole.Acquire();
        var expected = AllOf(snapshot);
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            var shard = new Simulator(Model().ForShard(new Shard(i, 3)));
            shard.AdvanceTo(Ticks);
            using var part = shard.Acquire();
            foreach (var (series, value) in AllOf(part)) found.Add(series, value);
        }

        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), found.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void One_label_set_alone_lives_as_it_does_among_all()
    {
        var whole = new Simulator(Model());
        var alone = new Simulator(Model(), SeriesSelection.Of("counter", new SeriesRange(7, 1)));
        for (var tick = 0L; tick <= Ticks; tick += 60)
        {
            whole.AdvanceTo(tick);
            alone.AdvanceTo(tick);
            using var all = whole.Acquire();
            using var one = alone.Acquire();
            var (series, value) = Assert.Single(SeriesOf(one, "counter"));
            Assert.Equal(SeriesOf(all, "counter")[series], value);
        }
    }

    [Fact]
    public void An_anomaly_on_one_value_ends_with_its_series()
    {
        var model = Model();
        Assert.True(LabelMatchers.TryParse("{worker=\"w-3.0\"}", out var worker, out _));
        var shift = new AnomalyDefinition(AnomalyKinds.Find("level_shift")!, "gauge", TimeSpan.FromHours(2), worker, magnitude: 1000);
        var simulator = new Simulator(model, journal: [new ModelChange.Injected(1, "i1", shift)]);
        var clean = new Simulator(model);
        var touched = 0;
        for (var tick = 1L; tick <= Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            clean.AdvanceTo(tick);
            using var disturbed = simulator.Acquire();
            using var twin = clean.Acquire();
            var expected = SeriesOf(twin, "gauge");
            foreach (var (series, value) in SeriesOf(disturbed, "gauge"))
            {
                var isTouched = series.Contains("\"w-3.0\"", StringComparison.Ordinal);
                if (isTouched) touched++;
                Assert.Equal(isTouched ? expected[series] * 1000 : expected[series], value);
            }
        }

        Assert.InRange(touched, 1, 6 * Ticks - 1);
    }

    [Fact]
    public void A_reload_with_the_same_label_goes_on_and_with_another_lifetime_begins_what_has_another_value()
    {
        var longer = new LabelSpace([Labels.Dimensions[0], LabelDimension.Churning("worker", 20, "w", TimeSpan.FromMinutes(40)), Labels.Dimensions[2]]);
        var model = Model();
        var same = new Simulator(model, journal: [new ModelChange.Reloaded(300, Model())]);
        var other = new Simulator(model, journal: [new ModelChange.Reloaded(300, Model(longer))]);
        var plain = new Simulator(model);
        foreach (var simulator in (Simulator[])[same, other, plain]) simulator.AdvanceTo(300);
        using var expected = plain.Acquire();
        using var unchanged = same.Acquire();
        Assert.Equal(AllOf(expected), AllOf(unchanged));
        using var changed = other.Acquire();
        var known = SeriesOf(expected, "counter");
        Assert.All(SeriesOf(changed, "counter"), pair => Assert.Equal(known.GetValueOrDefault(pair.Key), pair.Value));
    }

    private static SimulationModel Model(LabelSpace? labels = null)
    {
        labels ??= Labels;
        var rate = new RateDefinition(new BrownianDefinition(600, 0, new Volatility(2, TimeSpan.FromSeconds(1))), TimeSpan.FromSeconds(1));
        return new SimulationModel(
            11, new Timeline(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(10)),
            [
                new GaugeDefinition("gauge", "gauge", "", labels, new BrownianDefinition(50, 0, new Volatility(1, TimeSpan.FromSeconds(1)))),
                new CounterDefinition("counter", "counter", "", labels, rate),
                new CounterDefinition("events", "events", "", labels, rate, accumulate: Accumulation.Poisson),
                new ThinnedCounterDefinition("errors", "errors", "", labels, "events", 0.1),
                new HistogramDefinition("histogram", "histogram", "", labels, new BrownianDefinition(1, 0, new Volatility(0, TimeSpan.FromSeconds(1))), 0.5, [1, 2], rate),
            ]);
    }

    private static HashSet<string> Alive(Simulator simulator)
    {
        using var snapshot = simulator.Acquire();
        return SeriesOf(snapshot, "gauge").Keys.ToHashSet(StringComparer.Ordinal);
    }

    private static Dictionary<string, double> AllOf(Snapshot snapshot) => ((string[])["gauge", "counter", "events", "errors", "histogram_count"])
        .SelectMany(name => SeriesOf(snapshot, name).Select(pair => (Name: name + pair.Key, pair.Value)))
        .ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    private static Dictionary<string, double> SeriesOf(Snapshot snapshot, string name)
    {
        var isHistogram = name.StartsWith("histogram", StringComparison.Ordinal);
        var series = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var family in snapshot.Layout.Families.Where(family => family.Name == (isHistogram ? "histogram" : name)))
        {
            for (var i = 0; i < family.Range.Count; i++)
                series.Add(family.Labels.Format(family.Range.First + i), snapshot.ValuesOf(family)[i * family.Stride + (isHistogram ? family.Buckets.Length : 0)]);
        }

        return series;
    }
}
