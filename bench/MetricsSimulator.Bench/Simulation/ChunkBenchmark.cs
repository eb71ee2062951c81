using BenchmarkDotNet.Attributes;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>One sample of a block, simulated and encoded on one core: 512 Brownian gauges, 120 ticks.</summary>
public class ChunkBenchmark
{
    private const int Series = 512;
    private const int Ticks = ChunkCut.Target;

    private readonly Simulator _simulator = new(
        BrownianGauges.Model(10_000), SeriesSelection.Of("queue_depth", new SeriesRange(0, Series)), parallelism: 1);

    private readonly EncodedChunks _chunks = new();
    private readonly double[] _values = new double[Series * Ticks];
    private readonly long[] _timestamps = new long[Ticks];
    private SeriesEncoder _encoder = null!;

    /// <summary>Simulates once, so that there is something to encode.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _encoder = new SeriesEncoder(_simulator.Layout);
        Simulate();
    }

    /// <summary>Simulating alone.</summary>
    [Benchmark(OperationsPerInvoke = Series * Ticks)]
    public void Simulate()
    {
        for (var t = 0; t < Ticks; t++)
        {
            _simulator.AdvanceTo(_simulator.Tick + 1);
            using var snapshot = _simulator.Acquire();
            _timestamps[t] = snapshot.Instant.ToUnixTimeMilliseconds();
            snapshot.Values.CopyTo(_values.AsSpan(t * Series));
        }
    }

    /// <summary>Encoding alone, with checksums.</summary>
    [Benchmark(OperationsPerInvoke = Series * Ticks)]
    public void Encode()
    {
        _chunks.Clear();
        _encoder.Encode(_timestamps, _values, _chunks);
    }

    /// <summary>Both.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Series * Ticks)]
    public void SimulateAndEncode()
    {
        Simulate();
        Encode();
    }
}
