using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>Brownian gauges with four labels: the work that every benchmark of the simulator does.</summary>
internal static class BrownianGauges
{
    /// <summary>Builds a model with a number of gauges, which must be a power of ten and at least 10,000.</summary>
    public static SimulationModel Model(int series)
    {
        var labels = new LabelSpace(
            [
                LabelDimension.Generate("host", series / 10_000, "h"),
                LabelDimension.Generate("queue", 10, "q"),
                LabelDimension.Generate("region", 10, "r"),
                LabelDimension.Generate("worker", 100, "w"),
            ]);
        var second = TimeSpan.FromSeconds(1);
        var process = new BrownianDefinition(500, 0.01, new Volatility(5, second), new Bounds(0, 100_000));
        var gauge = new GaugeDefinition("queue_depth", "bench_queue_depth", "Jobs waiting (simulated)", labels, process, PathSplit.PerSeries);
        return new SimulationModel(1, new Timeline(DateTimeOffset.UnixEpoch, second), [gauge]);
    }
}
