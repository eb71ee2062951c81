using MetricsSimulator.PeerBench.Measuring;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>All measurements of one run. Times are in milliseconds, sizes in bytes.</summary>
internal sealed record Results
{
    public required DateTimeOffset Date { get; init; }
    public required Machine Machine { get; init; }
    public required Load Before { get; init; }
    public required Load After { get; init; }
    public required int Series { get; init; }
    public required ServerResult? Simulator { get; init; }
    public required ServerResult? ClientGolang { get; init; }
    public required ServerResult? PrometheusNet { get; init; }
    public required ServerResult Floor { get; init; }
    public required Spread? FirstScrape { get; init; }
    public required IReadOnlyList<BenchmarkReport> Benchmarks { get; init; }

    public IReadOnlyList<Claim> Claims => Reporting.Claims.Of(this);
}
