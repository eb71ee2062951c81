using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Test.Anomalies;

namespace MetricsSimulator.Test.Simulation;

/// <summary>
/// A run with a metric of every sort, with series that are born and end, in which everything happens that can happen to a series: every kind of anomaly, another scenario, and a reload
/// that changes buckets and how a counter counts.
/// </summary>
internal static class ChangingRun
{
    /// <summary>The tick after the last change.</summary>
    public const int Ticks = 330;

    private const int ReloadTick = 280;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly LabelSpace Workers = new([new LabelDimension("zone", ["a\"b\\", "é\n\t"]), LabelDimension.Churning("worker", 4, "w", TimeSpan.FromMinutes(10))]);

    /// <summary>The model at the beginning.</summary>
    public static SimulationModel Model { get; } = Of([.. Disturbed.Metrics, .. Churning([60, 100, 300])]);

    /// <summary>The changes, in the order of their ticks.</summary>
    public static ModelChange[] Journal { get; } = Changes();

    private static SimulationModel Of(MetricDefinition[] metrics) => new(1, new Timeline(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Interval), [.. metrics]);

    private static MetricDefinition[] Churning(double[] buckets) =>
    [
        new GaugeDefinition("load", "load", "", Workers, new BrownianDefinition(50, 0, new Volatility(1, TimeSpan.FromSeconds(1)))),
        new CounterDefinition("jobs", "jobs_total", "Jobs that were done", Workers, new RateDefinition(new ConstantDefinition(5)), accumulate: Accumulation.Poisson),
        new HistogramDefinition("wait", "wait_seconds", "", Workers, new BrownianDefinition(100, 0), 0.5, [.. buckets], new RateDefinition(new ConstantDefinition(5))),
    ];

    private static ModelChange[] Changes()
    {
        var anomalies = AnomalyKinds.All.Where(kind => !kind.IsOfEndpoint)
            .SelectMany(kind => Model.Metrics.Where(kind.SuitsMetric).Select(metric => new AnomalyDefinition(kind, metric.Key, TimeSpan.FromMinutes(4)))).ToArray();
        var changes = new List<ModelChange> { new ModelChange.Switched(90, Model), new ModelChange.Reloaded(ReloadTick, Reloaded()) };
        for (var i = 0; i < anomalies.Length; i++) changes.Add(new ModelChange.Injected(3 + 260 * i / anomalies.Length, $"i{i + 1}", anomalies[i]));
        return [.. changes.OrderBy(change => change.Tick)];
    }

    // The counter "real" counts events from now on, and a histogram has other buckets; both begin at 0. A metric ends, and one begins.
    private static SimulationModel Reloaded() => Of(
    [
        .. Disturbed.Metrics.Where(metric => metric.Key is not ("real" or "counter")),
        new CounterDefinition("real", "real_total", "", Disturbed.Metrics[2].Labels, new RateDefinition(new ConstantDefinition(3)), accumulate: Accumulation.Poisson),
        new CounterDefinition("late", "late_total", "", Disturbed.Metrics[2].Labels, new RateDefinition(new ConstantDefinition(3)), accumulate: Accumulation.Poisson),
        .. Churning([60, 200]),
    ]);
}
