using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Disturbances;

public sealed class ExplosionTest
{
    private static readonly Timeline s_timeline = new(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1));

    [Fact]
    public void A_constant_label_may_have_the_name_of_the_label_that_an_explosion_gives_a_metric_without_labels()
    {
        var simulator = new Simulator(Model(LabelSpace.Empty), constantLabels: [new LabelDimension("id", ["own"])], journal: [Explosion(1, null, 5)]);
        AssertDistinct(ShownAt(simulator, 3), 6);
    }

    [Fact]
    public void The_new_label_sets_are_there_in_the_window_alone_and_their_counters_go_on_with_the_next_explosion()
    {
        var counter = new CounterDefinition("x", "x_total", "", LabelSpace.Empty, new RateDefinition(new BrownianDefinition(1e6)), resolution: 1);
        var simulator = new Simulator(new SimulationModel(1, s_timeline, [counter]), journal: [Explosion(1, null, 3), Explosion(40, null, 2)]);
        double[] last = [0, 0, 0];
        for (var k = 0; k < 60; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            var shown = snapshot.Layout.Families.Where(family => family.Continues).SelectMany(family => snapshot.ValuesOf(family).ToArray()).ToArray();
            var present = k is >= 1 and < 11 ? 3 : k is >= 40 and < 50 ? 2 : 0;
            Assert.Equal(present, shown.Count(value => !Staleness.IsMarker(value)));
            for (var i = 0; i < present; i++)
            {
                Assert.True(shown[i] >= last[i]);
                last[i] = shown[i];
            }
        }
    }

    [Fact]
    public void A_snapshot_that_is_written_again_after_an_explosion_shows_none_of_its_label_sets()
    {
        var simulator = new Simulator(Model(LabelSpace.Empty), journal: [Explosion(1, null, 3)]);
        // The test holds both snapshots, so the simulator writes to several buffers in turn.
        List<Snapshot> held = [];
        for (var k = 0; k < 40; k++)
        {
            simulator.AdvanceTo(k);
            held.Add(simulator.Acquire());
            foreach (var family in held[^1].Layout.Families.Where(family => family.Continues))
                Assert.All(held[^1].ValuesOf(family).ToArray(), value => Assert.Equal(k is < 1 or >= 11, Staleness.IsMarker(value)));
            if (held.Count < 3) continue;
            held[0].Dispose();
            held.RemoveAt(0);
        }
    }

    private static string[] ShownAt(Simulator simulator, long tick)
    {
        simulator.AdvanceTo(tick);
        using var snapshot = simulator.Acquire();
        var shown = new List<string>();
        foreach (var family in snapshot.Layout.Families)
            for (var i = 0; i < family.Range.Count; i++)
                if (!Staleness.IsMarker(snapshot.ValuesOf(family)[i])) shown.Add(string.Join(',', family.Labels.Format(family.Range.First + i).Trim('{', '}').Split(',').Order(StringComparer.Ordinal)));
        return [.. shown];
    }

    private static void AssertDistinct(string[] shown, int count)
    {
        Assert.Equal(count, shown.Length);
        Assert.Equal(count, shown.Distinct().Count());
    }

    private static ModelChange.Injected Explosion(long tick, string? label, int count) => new(
        tick, $"i{tick}", new AnomalyDefinition(AnomalyKinds.Find("cardinality_explosion")!, "x", TimeSpan.FromSeconds(10), magnitude: count, label: label));

    private static SimulationModel Model(LabelSpace labels) => new(1, s_timeline, [new GaugeDefinition("x", "x", "", labels, new ConstantDefinition(1))]);
}
