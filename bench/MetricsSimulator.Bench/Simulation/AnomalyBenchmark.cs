using BenchmarkDotNet.Attributes;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>One tick of a million gauges on one core, with an anomaly on one of them and without.</summary>
public class AnomalyBenchmark
{
    private Simulator _simulator = null!;

    /// <summary>Whether there is an anomaly; it goes on through all that is measured.</summary>
    [Params(false, true)]
    public bool IsDisturbed { get; set; }

    /// <summary>Builds the simulator, and begins the anomaly.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _simulator = new Simulator(Model(), parallelism: 1);
        _simulator.AdvanceTo(2);
    }

    /// <summary>The tick.</summary>
    [Benchmark]
    public void Tick() => _simulator.AdvanceTo(_simulator.Tick + 1);

    private SimulationModel Model() => YamlModel.Read(
        """
        simulator:
          update_interval: 1s
          catalogue: none
          metrics:
            queue_depth:
              type: gauge
              per_series: true
              labels: {host: {count: 100, prefix: h}, worker: {count: 10000, prefix: w}}
              initial_value: 500
              drift: 0.01
              volatility: 5
              bounds: [0, 100000]
        """,
        IsDisturbed
            ? """
              patterns: [{name: one, duration: 30d}]
              anomalies: [{kind: level_shift, metric: queue_depth, matchers: '{host="h7",worker="w77"}', at: 1s, duration: 29d, magnitude: 2}]
              """
            : "patterns: [{name: one, duration: 30d}]");
}
