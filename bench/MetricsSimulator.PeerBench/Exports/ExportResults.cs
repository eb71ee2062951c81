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

    /// <summary>The executable, which serves the points and exports them in each tick.</summary>
    public required LiveExportResult Live { get; init; }

    public IReadOnlyList<Claim> Claims =>
    [
        new("Million points a second, encoded and sent on one core", "", Simulator.PointsPerSecond / 1e6, 3, IsAtMost: false),
        new("The same, times as many as the OpenTelemetry SDK", "×", Simulator.PointsPerSecond / Peer.PointsPerSecond, 2, IsAtMost: false),
        new("Million points in a second of processor time, by the executable that simulates, serves and exports them", "", Live.PointsPerSecond / 1e6, 1, IsAtMost: false),
        new("Bytes allocated for a request of 8,192 points", "", Simulator.Allocated.Median / Simulator.Requests, 2400),
    ];
}
