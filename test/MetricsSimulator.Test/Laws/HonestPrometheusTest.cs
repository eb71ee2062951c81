using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Anomalies;
using MetricsSimulator.Test.Telemetry;

namespace MetricsSimulator.Test.Laws;

/// <summary>Law 4: a counter never falls; a histogram's buckets, sum and count never fall, and its buckets are cumulative in every snapshot.</summary>
public sealed class HonestPrometheusTest
{
    [Theory]
    [Trait("takes", "seconds")]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void A_week_of_a_shipped_model_is_honest(string name) => ExpectHonest(ShippedModels.Of(name), 60_480);

    [Theory]
    [MemberData(nameof(ShippedModels.Scenarios), MemberType = typeof(ShippedModels))]
    public void A_day_of_a_scenario_is_honest_but_for_the_resets_that_it_labels(string name) => ExpectHonest(ShippedModels.OfScenario(name), 8640);

    [Theory]
    [InlineData(BoundRule.Clamp)]
    [InlineData(BoundRule.Reflect)]
    public void Rates_that_fall_to_zero_over_and_over_are_honest(BoundRule rule)
    {
        var labels = new LabelSpace([new LabelDimension("a", ["x", "y", "z"], [1, 5, 10])]);
        var wild = new BrownianDefinition(1, -0.1, new Volatility(10, TimeSpan.FromSeconds(1)), new Bounds(0, 100), rule);
        ExpectHonest(
            new SimulationModel(
                4, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1)),
                [
                    new CounterDefinition("a", "a_total", "", labels, new RateDefinition(wild)),
                    new CounterDefinition("b", "b_total", "", labels, new RateDefinition(wild), resolution: 0.01),
                    new CounterDefinition("c", "c_total", "", labels, new RateDefinition(wild), accumulate: Accumulation.Poisson),
                    new ThinnedCounterDefinition("d", "d_total", "", labels, "c", 0.5),
                    new HistogramDefinition("e", "e", "", labels, wild, 2, [0.001, 1, 50], new RateDefinition(wild)),
                ]),
            20_000);
    }

    [Theory]
    [Trait("takes", "seconds")]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(1e12)]
    public void A_value_that_is_set_is_honest_but_for_the_resets_that_it_labels(double value)
    {
        var timing = AnomalyTiming.Every(TimeSpan.FromMinutes(20));
        var set = AnomalyKinds.Find("set")!;
        AnomalyDefinition[] anomalies =
        [
            .. Disturbed.Metrics.Where(metric => set.SuitsMetric(metric)).Select(metric => new AnomalyDefinition(set, metric.Key, TimeSpan.FromMinutes(5), magnitude: value, timing: timing)),
            new AnomalyDefinition(set, null, TimeSpan.FromMinutes(7), magnitude: value, timing: timing),
        ];
        var team = FaultyTeam.Model(FaultyTeam.Telemetry with { ExpireAfter = TimeSpan.FromMinutes(5) });
        ExpectHonest(new SimulationModel(3, team.Timeline, [.. Disturbed.Metrics], new Scenario("set", [new Phase("", TimeSpan.MaxValue)], repeats: false, [.. anomalies]), team.Sources), 1000);
    }

    private static void ExpectHonest(SimulationModel model, int ticks)
    {
        var fallen = new HashSet<(string Name, string Labels)>();
        var simulator = new Simulator(model, deliver: batch => fallen = [.. batch.FindFalls().Select(fall => (fall.Name, TextOf(fall.Labels.Labels)))]);
        var layout = simulator.Layout;
        var before = new double[layout.ValueCount];
        // A value that is set falls when it begins or ends.
        var resets = new AnomalySchedule(model).Between(0, ticks).Where(anomaly => anomaly.Definition is { Kind.Name: "counter_reset" or "set", Metric: not null })
            .SelectMany(anomaly => (long[])(anomaly.Definition.Kind.Name == "set" ? [anomaly.FirstTick, anomaly.EndTick] : [anomaly.FirstTick]), (anomaly, tick) =>
                (tick, model.Metrics.Single(metric => metric.Key == anomaly.Definition.Metric).Name)).ToHashSet();
        for (var k = 0; k < ticks; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            if (!ReferenceEquals(snapshot.Layout, layout)) before = Moved(before, layout, snapshot.Layout);
            layout = snapshot.Layout;
            foreach (var family in snapshot.Layout.Families.Where(family => family.Type != MetricType.Gauge))
            {
                var values = snapshot.ValuesOf(family);
                for (var i = 0; i < values.Length; i++)
                    if (Falls(before[family.ValueOffset + i], values[i]) && !resets.Contains((k, family.Name)) && !fallen.Contains((family.Name, TextOf(family.Labels.LabelsOf(family.Range.First + i / family.Stride))))) Assert.Fail($"{family.Name} fell in tick {k}: {before[family.ValueOffset + i]} → {values[i]}");
                if (family.Type == MetricType.Histogram) ExpectCumulative(family, values, k);
            }

            snapshot.Values.CopyTo(before);
        }
    }

    private static string TextOf(IEnumerable<KeyValuePair<string, string>> labels) => string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"));

    /// <summary>The values in the places of another layout. Series that the old layout did not have are absent.</summary>
    private static double[] Moved(double[] values, Layout from, Layout to)
    {
        var known = new Dictionary<long, double[]>();
        foreach (var (number, place, stride) in Places(from)) known[number] = values[place..(place + stride)];
        var moved = new double[to.ValueCount];
        Array.Fill(moved, Staleness.Marker);
        foreach (var (number, place, _) in Places(to))
            if (known.TryGetValue(number, out var old)) old.CopyTo(moved, place);
        return moved;

        static IEnumerable<(long Number, int Place, int Stride)> Places(Layout layout) => layout.Families.SelectMany(family =>
            Enumerable.Range(0, family.Range.Count).Select(i => (family.Numbers[i * family.Series.Length], family.ValueOffset + i * family.Stride, family.Stride)));
    }

    // A series that was absent has no value to fall from.
    private static bool Falls(double before, double now) => !Staleness.IsMarker(before) && !Staleness.IsMarker(now) && !(now >= before);

    private static void ExpectCumulative(MetricFamily family, ReadOnlySpan<double> values, int tick)
    {
        for (var i = 0; i < values.Length; i += family.Stride)
            for (var b = 1; b < family.Stride - 1; b++)
                if (values[i + b] < values[i + b - 1]) Assert.Fail($"{family.Name} is not cumulative in tick {tick}.");
    }
}
