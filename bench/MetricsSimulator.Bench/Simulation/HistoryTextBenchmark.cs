using BenchmarkDotNet.Attributes;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>One sample of an OpenMetrics history, simulated and turned into text on one core: 512 Brownian gauges, 120 ticks.</summary>
public class HistoryTextBenchmark
{
    private const int Series = 512;
    private const int Ticks = 120;

    private readonly Simulator _simulator = new(
        BrownianGauges.Model(10_000), SeriesSelection.Of("queue_depth", new SeriesRange(0, Series)), parallelism: 1);

    private readonly OpenMetricsHistoryWriter _writer = new(Stream.Null);
    private readonly double[] _values = new double[Series * Ticks];
    private readonly long[] _timestamps = new long[Ticks];

    /// <summary>Simulates once, so that there is something to write.</summary>
    [GlobalSetup]
    public void Setup() => Simulate();

    /// <summary>Only simulates, and collects the samples of each series.</summary>
    [Benchmark(OperationsPerInvoke = Series * Ticks)]
    public void Simulate()
    {
        for (var t = 0; t < Ticks; t++)
        {
            _simulator.AdvanceTo(_simulator.Tick + 1);
            using var snapshot = _simulator.Acquire();
            _timestamps[t] = snapshot.Instant.ToUnixTimeMilliseconds();
            var values = snapshot.Values;
            for (var i = 0; i < Series; i++) _values[i * Ticks + t] = values[i];
        }
    }

    /// <summary>Only writes the text.</summary>
    [Benchmark(OperationsPerInvoke = Series * Ticks)]
    public void Write()
    {
        _writer.ContinueFamily(_simulator.Layout.Families[0]);
        for (var i = 0; i < Series; i++) _writer.WriteSeries(i, _timestamps, _values.AsSpan(i * Ticks, Ticks));
    }

    /// <summary>Simulates and writes.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Series * Ticks)]
    public void SimulateAndWrite()
    {
        Simulate();
        Write();
    }
}
