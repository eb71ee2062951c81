using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Anomalies;

/// <summary>One metric of every sort, with one anomaly from tick 30 to tick 60 of 120, and the same without it.</summary>
internal sealed class Disturbed
{
    public const int Begin = 30;

    public const int End = 60;

    public const int Ticks = 120;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly LabelSpace Labels = new([new LabelDimension("model", ["a", "b", "c"], [5, 3, 2])]);

    private static readonly Volatility Lively = new(5, TimeSpan.FromSeconds(1));

    private readonly List<(double Value, MetricFamily Family)[]> _ticks = [];

    private Disturbed(SimulationModel model)
    {
        var simulator = new Simulator(model);
        for (var k = 0; k < Ticks; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            _ticks.Add([.. snapshot.Layout.Families.SelectMany(family => snapshot.ValuesOf(family).ToArray().Select(value => (value, family)))]);
        }
    }

    /// <summary>The metrics, by what they are.</summary>
    public static readonly MetricDefinition[] Metrics =
    [
        new GaugeDefinition("gauge", "gauge", "", Labels, new BrownianDefinition(1000, 0, Lively)),
        new CounterDefinition("counter", "counter_total", "", Labels, new RateDefinition(new BrownianDefinition(1.3, 0, new Volatility(0.02, TimeSpan.FromSeconds(1)))), resolution: 1),
        new CounterDefinition("real", "real_total", "", Labels, new RateDefinition(new BrownianDefinition(1.3, 0, new Volatility(0.02, TimeSpan.FromSeconds(1))))),
        new CounterDefinition("events", "events_total", "", Labels, new RateDefinition(new ConstantDefinition(20)), accumulate: Accumulation.Poisson),
        new ThinnedCounterDefinition("errors", "errors_total", "", Labels, "events", 0.02),
        new HistogramDefinition(
            "histogram", "histogram", "", Labels, new BrownianDefinition(100, 0, new Volatility(1, TimeSpan.FromSeconds(1))), 0.5, [60, 100, 300],
            new RateDefinition(new ConstantDefinition(5))),
        new InfoDefinition("info", "what_info", "", Labels),
    ];

    /// <summary>The run with an anomaly.</summary>
    public static Disturbed With(AnomalyDefinition anomaly, MetricsSimulator.Cycles.Cycle? cycle = null, ulong seed = 1) => new(Model([anomaly], cycle, seed));

    /// <summary>The run with several.</summary>
    public static Disturbed With(params AnomalyDefinition[] anomalies) => new(Model(anomalies, null, 1));

    /// <summary>The clean twin.</summary>
    public static Disturbed Clean(MetricsSimulator.Cycles.Cycle? cycle = null, ulong seed = 1) => new(Model([], cycle, seed).WithoutAnomalies());

    /// <summary>An anomaly of a kind in the window.</summary>
    public static AnomalyDefinition Anomaly(string kind, string metric, double? magnitude = null, string matchers = "", TimeSpan onset = default)
    {
        Assert.True(LabelMatchers.TryParse(matchers, out var parsed, out _));
        return new AnomalyDefinition(
            AnomalyKinds.Find(kind)!, metric, Interval * (End - Begin), parsed, onset, magnitude, timing: AnomalyTiming.At(Interval * Begin));
    }

    /// <summary>The values of a metric's own label sets at a tick.</summary>
    public double[] At(int tick, string name) => [.. _ticks[tick].Where(entry => entry.Family.Name == name && !entry.Family.Continues).Select(entry => entry.Value)];

    /// <summary>The values of the label sets that an explosion adds, at a tick.</summary>
    public double[] ExtraAt(int tick, string name) => [.. _ticks[tick].Where(entry => entry.Family.Name == name && entry.Family.Continues).Select(entry => entry.Value)];

    /// <summary>How much each value of a metric's own label sets grows from a tick to the next.</summary>
    public double[] Increments(int tick, string name) => [.. At(tick + 1, name).Zip(At(tick, name), (after, before) => after - before)];

    /// <summary>How much a label set grows from one tick to another.</summary>
    public double Growth(string name, int labelSet, int from, int to) => At(to, name)[labelSet] - At(from, name)[labelSet];

    private static SimulationModel Model(AnomalyDefinition[] anomalies, MetricsSimulator.Cycles.Cycle? cycle, ulong seed) => new(
        seed, new Timeline(Start, Interval), [.. Metrics],
        new Scenario("test", [new Phase("only", TimeSpan.MaxValue, cycle: cycle)], repeats: false, [.. anomalies]));
}
