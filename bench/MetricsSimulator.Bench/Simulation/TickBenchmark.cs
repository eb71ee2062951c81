using BenchmarkDotNet.Attributes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>One tick: a Brownian step of every gauge, shown in a snapshot.</summary>
public class TickBenchmark
{
    private Simulator _simulator = null!;

    /// <summary>The number of gauges.</summary>
    [Params(10_000, 1_000_000)]
    public int Series { get; set; }

    /// <summary>The number of threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Builds the simulator.</summary>
    [GlobalSetup]
    public void Setup() => _simulator = new Simulator(BrownianGauges.Model(Series), parallelism: Threads);

    /// <summary>Computes one tick.</summary>
    [Benchmark]
    public void Tick() => _simulator.AdvanceTo(_simulator.Tick + 1);
}
