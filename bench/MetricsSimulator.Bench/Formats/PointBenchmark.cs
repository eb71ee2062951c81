using BenchmarkDotNet.Attributes;
using MetricsSimulator.Bench.Simulation;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Formats;

/// <summary>An export of a hundred thousand gauges as OTLP, without sending it.</summary>
[MemoryDiagnoser]
public class PointBenchmark
{
    private readonly Snapshot _snapshot = Create();
    private PointEncoder _encoder = null!;

    [Params(false, true)]
    public bool IsJson { get; set; }

    [GlobalSetup]
    public void SetUp() => _encoder = new PointEncoder([new EventAttribute("service.name", "claude-code")], new ExportScope("bench", ""), Temporality.Cumulative, IsJson);

    [Benchmark]
    public long Export()
    {
        long bytes = 0;
        _encoder.Begin(_snapshot);
        while (_encoder.EncodeNext()) bytes += _encoder.Request.Length;
        return bytes;
    }

    private static Snapshot Create()
    {
        var simulator = new Simulator(BrownianGauges.Model(100_000));
        simulator.AdvanceTo(1);
        return simulator.Acquire(withStarts: true);
    }
}
