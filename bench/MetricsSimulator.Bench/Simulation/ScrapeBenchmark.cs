using BenchmarkDotNet.Attributes;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>One scrape inside the process: a tick, and the exposition of its snapshot.</summary>
public class ScrapeBenchmark
{
    private readonly ExpositionRenderer _renderer = new();
    private Simulator _simulator = null!;

    /// <summary>The number of gauges.</summary>
    [Params(10_000, 1_000_000)]
    public int Series { get; set; }

    /// <summary>The content encoding of the body.</summary>
    [Params(ContentCoding.Identity, ContentCoding.Gzip)]
    public ContentCoding Coding { get; set; }

    /// <summary>Builds the simulator.</summary>
    [GlobalSetup]
    public void Setup() => _simulator = new Simulator(BrownianGauges.Model(Series));

    /// <summary>Makes one scrape.</summary>
    /// <returns>The length of the body.</returns>
    [Benchmark]
    public long Scrape()
    {
        _simulator.AdvanceTo(_simulator.Tick + 1);
        using var snapshot = _simulator.Acquire();
        using var exposition = _renderer.Render(snapshot, TextFormat.Version004, Coding);
        return exposition.Length;
    }
}
