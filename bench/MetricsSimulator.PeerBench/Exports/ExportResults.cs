using MetricsSimulator.PeerBench.Histories;
using MetricsSimulator.PeerBench.Reporting;

namespace MetricsSimulator.PeerBench.Exports;

/// <summary>The results of the benchmark of exports.</summary>
internal sealed record ExportResults
{
    public required DateTimeOffset Date { get; init; }
    public required Machine Machine { get; init; }
    public required Load Before { get; init; }
    public required Load After { get; init; }

    /// <summary>The simulator's encoder, in a process that sends what it encodes.</summary>
    public required ExportResult Simulator { get; init; }

    /// <summary>The OpenTelemetry SDK for .NET.</summary>
    public required ExportResult Peer { get; init; }

    /// <summary>The executable, which writes requests to a file that discards them.</summary>
    public required HistoryResult Generated { get; init; }

    public IReadOnlyList<Claim> Claims =>
    [
        new("Points a second encoded and sent on one core", "", Simulator.PointsPerSecond, 300_000, IsAtMost: false),
        new("The same, times as many as the OpenTelemetry SDK", "×", Simulator.PointsPerSecond / Peer.PointsPerSecond, 1, IsAtMost: false),
        new("Bytes allocated for each further point", "", AllocatedForEachPoint, 0.01),
    ];

    // A request allocates for its headers and its answer.
    private double AllocatedForEachPoint => Math.Max(0, Simulator.Allocated.Median - BytesOfARequest * Simulator.Requests) / Simulator.Points;

    /// <summary>The most bytes that the HTTP client may allocate for a request and its answer.</summary>
    private const int BytesOfARequest = 8192;
}
