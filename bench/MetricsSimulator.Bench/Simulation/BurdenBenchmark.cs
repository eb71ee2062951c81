using BenchmarkDotNet.Attributes;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>One tick on one core, with a burden and without.</summary>
public class BurdenBenchmark
{
    private Simulator _simulator = null!;

    /// <summary>The kind of burden. It also determines the number of gauges.</summary>
    [Params(Burden.Anomaly, Burden.Churn)]
    public Burden Burden { get; set; }

    /// <summary>Whether the burden is present.</summary>
    [Params(false, true)]
    public bool IsThere { get; set; }

    /// <summary>Builds the simulator, and starts the burden.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _simulator = new Simulator(Burden == Burden.Anomaly ? AnomalyModel() : ChurnModel(), parallelism: 1);
        _simulator.AdvanceTo(2);
    }

    /// <summary>Computes one tick.</summary>
    [Benchmark]
    public void Tick() => _simulator.AdvanceTo(_simulator.Tick + 1);

    private SimulationModel AnomalyModel() => YamlModel.Read(
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
        IsThere
            ? """
              patterns: [{name: one, duration: 30d}]
              anomalies: [{kind: level_shift, metric: queue_depth, matchers: '{host="h7",worker="w77"}', at: 1s, duration: 29d, magnitude: 2}]
              """
            : "patterns: [{name: one, duration: 30d}]");

    private SimulationModel ChurnModel() => YamlModel.Read(
        $$"""
        simulator:
          catalogue: none
          metrics:
            queue_depth:
              type: gauge
              per_series: true
              labels: {worker: {count: 100000, prefix: w{{(IsThere ? ", lifetime: 100m" : "")}} } }
              initial_value: 500
              volatility: 5
        """);
}
