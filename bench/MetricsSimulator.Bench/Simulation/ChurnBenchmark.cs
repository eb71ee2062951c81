using BenchmarkDotNet.Attributes;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>One tick of 100,000 gauges on one core, with one in a hundred replaced each minute and without.</summary>
public class ChurnBenchmark
{
    private Simulator _simulator = null!;

    /// <summary>Whether series end and others are born.</summary>
    [Params(false, true)]
    public bool HasChurn { get; set; }

    /// <summary>Builds the simulator.</summary>
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
        $$"""
        simulator:
          catalogue: none
          metrics:
            queue_depth:
              type: gauge
              per_series: true
              labels: {worker: {count: 100000, prefix: w{{(HasChurn ? ", lifetime: 100m" : "")}} } }
              initial_value: 500
              volatility: 5
        """);
}
