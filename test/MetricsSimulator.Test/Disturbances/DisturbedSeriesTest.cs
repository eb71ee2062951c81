using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Disturbances;

public sealed class DisturbedSeriesTest
{
    private const int Count = 2000;

    [Fact]
    public void Each_series_has_the_influence_of_the_anomalies_that_select_it()
    {
        var random = new Random(1);
        bool[]?[] selections = [null, Chosen(random, 0.3), Chosen(random, 0.001), Only(700)];
        (Anomaly, bool[]?)[] entries = [.. selections.Select((selected, i) => (Shift($"a{i}", i + 2), selected))];
        var disturbance = new DisturbedSeries(Count, entries[1..], new Influence()).At(0, Timeline, (_, _) => 1);
        for (var i = 0; i < Count; i++)
        {
            var expected = 1.0;
            for (var e = 1; e < entries.Length; e++) expected *= selections[e]![i] ? e + 2 : 1;
            Assert.Equal(expected, disturbance.Of(i).Factor);
            var next = Enumerable.Range(i, Count - i).FirstOrDefault(k => disturbance.Of(k).Factor != 1, Count);
            Assert.Equal(next, disturbance.NextTouched(i, Count));
        }

        Assert.Equal(2.0, new DisturbedSeries(Count, entries[..1], new Influence()).At(0, Timeline, (_, _) => 1).Of(1234).Factor);
    }

    [Fact]
    public void Blocks_without_a_selected_series_are_not_touched()
    {
        var disturbance = new DisturbedSeries(Count, [(Shift("a", 2), Only(700))], new Influence()).At(0, Timeline, (_, _) => 1);
        Assert.Equal([false, true, false, false], Enumerable.Range(0, 4).Select(block => disturbance.Touches(block * PathState.BlockLength)));
        Assert.Equal((700, Count), (disturbance.NextTouched(0, Count), disturbance.NextTouched(701, Count)));
    }

    [Fact]
    [Trait("takes", "seconds")]
    public void Of_many_series_an_anomaly_changes_those_that_it_selects_and_no_other()
    {
        Assert.True(LabelMatchers.TryParse("{i=~\"s7|s1[0-9]*3\"}", out var matchers, out _));
        var labels = new LabelSpace([LabelDimension.Generate("i", Count, "s")]);
        var selected = matchers.Select(labels, SeriesRange.All(labels))!;
        foreach (var kind in AnomalyKinds.All.Where(kind => kind is { IsOfEndpoint: false, AddsLabelSets: false }))
        {
            foreach (var metric in Metrics(labels).Where(kind.SuitsMetric))
            {
                var clean = Run(metric, []);
                var disturbed = Run(metric, [new ModelChange.Injected(3, "i1", new AnomalyDefinition(kind, metric.Key, TimeSpan.FromSeconds(5), matchers, magnitude: kind.Name == "trend" ? 1e6 : null))]);
                for (var k = 0; k < clean.Length; k++)
                    for (var v = 0; v < clean[k].Length; v++)
                        if (!selected[v / metric.Stride]) Assert.True(clean[k][v].Equals(disturbed[k][v]), $"{kind.Name} on {metric.Key} changes series {v / metric.Stride} at tick {k}");
                if (kind.Name != "phase_shift") Assert.NotEqual(clean.SelectMany(tick => tick), disturbed.SelectMany(tick => tick));
            }
        }
    }

    private static Timeline Timeline => new(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1));

    private static double[][] Run(MetricDefinition metric, ModelChange[] journal)
    {
        var simulator = new Simulator(new SimulationModel(1, Timeline, [metric]), journal: journal);
        return [.. Enumerable.Range(0, 12).Select(k =>
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            return snapshot.ValuesOf(snapshot.Layout.Families[0]).ToArray();
        })];
    }

    private static IEnumerable<MetricDefinition> Metrics(LabelSpace labels)
    {
        var process = new BrownianDefinition(10 * Count, 0, new Volatility(5, TimeSpan.FromSeconds(1)));
        yield return new GaugeDefinition("gauge", "gauge", "", labels, process);
        yield return new CounterDefinition("whole", "whole_total", "", labels, new RateDefinition(process), resolution: 1);
        yield return new CounterDefinition("real", "real_total", "", labels, new RateDefinition(process));
        yield return new CounterDefinition("events", "events_total", "", labels, new RateDefinition(process), accumulate: Accumulation.Poisson);
        yield return new HistogramDefinition("histogram", "histogram", "", labels, new BrownianDefinition(10, 0, new Volatility(1, TimeSpan.FromSeconds(1))), 1, [1, 10, 100], new RateDefinition(process));
    }

    private static Anomaly Shift(string id, double magnitude) => new(
        id, new AnomalyDefinition(AnomalyKinds.Find("level_shift")!, "x", TimeSpan.FromSeconds(9), magnitude: magnitude), 0, 9, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    private static bool[] Chosen(Random random, double share) => [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble() < share)];

    private static bool[] Only(int labelSet) => [.. Enumerable.Range(0, Count).Select(i => i == labelSet)];
}
