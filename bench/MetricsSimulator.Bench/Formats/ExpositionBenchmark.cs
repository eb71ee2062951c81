using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using MetricsSimulator.Bench.Simulation;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Formats;

/// <summary>An exposition of a million gauges, plain and compressed. The fastest level of zlib is there for comparison.</summary>
[MemoryDiagnoser]
public class ExpositionBenchmark
{
    private readonly Snapshot _snapshot = Create();
    private ExpositionRenderer _renderer = new();
    private byte[] _plain = [];

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _renderer = new ExpositionRenderer(Threads);
        using var exposition = _renderer.Render(_snapshot, OpenMetricsFormat.Version100);
        _plain = exposition.ToArray();
    }

    [Benchmark(Baseline = true)]
    public long Text() => Render(TextFormat.Version004, ContentCoding.Identity);

    [Benchmark]
    public long OpenMetrics() => Render(OpenMetricsFormat.Version100, ContentCoding.Identity);

    [Benchmark]
    public long OpenMetricsGzip() => Render(OpenMetricsFormat.Version100, ContentCoding.Gzip);

    [Benchmark]
    public long ZlibFastestAlone()
    {
        using var stream = new CountingStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(_plain);
        return stream.Position;
    }

    private static Snapshot Create()
    {
        var simulator = new Simulator(BrownianGauges.Model(1_000_000));
        simulator.AdvanceTo(1);
        return simulator.Acquire();
    }

    private long Render(ExpositionFormat format, ContentCoding coding)
    {
        using var exposition = _renderer.Render(_snapshot, format, coding);
        return exposition.Length;
    }
}
