using BenchmarkDotNet.Attributes;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Bench.Formats;

/// <summary>One sample of an XOR chunk with 120 samples: values with full precision, growing integers, or a constant value.</summary>
public class XorChunkBenchmark
{
    private const int Chunks = 500;
    private const int Samples = ChunkCut.Target;

    private readonly long[] _timestamps = [.. Enumerable.Range(0, Samples).Select(i => 1_767_225_600_000 + i * 10_000L)];
    private readonly double[] _walk = new double[Chunks * Samples];
    private readonly double[] _counter = new double[Chunks * Samples];
    private readonly double[] _constant = new double[Chunks * Samples];
    private readonly byte[] _buffer = new byte[XorChunkEncoder.MaximumLength(Samples)];

    /// <summary>Draws the values.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var (walk, counter) = (5000.0, 0.0);
        for (var i = 0; i < _walk.Length; i++)
        {
            _walk[i] = walk += random.NextDouble() - 0.5;
            _counter[i] = counter += random.Next(1000);
        }
    }

    /// <summary>Values with full precision, from a random path.</summary>
    /// <returns>The number of bytes.</returns>
    [Benchmark(Baseline = true, OperationsPerInvoke = Chunks * Samples)]
    public int Walk() => Encode(_walk);

    /// <summary>An integer counter.</summary>
    /// <returns>The number of bytes.</returns>
    [Benchmark(OperationsPerInvoke = Chunks * Samples)]
    public int Counter() => Encode(_counter);

    /// <summary>A constant value.</summary>
    /// <returns>The number of bytes.</returns>
    [Benchmark(OperationsPerInvoke = Chunks * Samples)]
    public int Constant() => Encode(_constant);

    private int Encode(double[] values)
    {
        var length = 0;
        for (var i = 0; i < values.Length; i += Samples) length += XorChunkEncoder.Encode(_timestamps, values.AsSpan(i, Samples), _buffer);
        return length;
    }
}
