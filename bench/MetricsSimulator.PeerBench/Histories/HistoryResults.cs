using MetricsSimulator.PeerBench.Reporting;

namespace MetricsSimulator.PeerBench.Histories;

/// <summary>The results of the history benchmark. Times are in seconds, sizes in bytes.</summary>
internal sealed record HistoryResults
{
    public required DateTimeOffset Date { get; init; }
    public required Machine Machine { get; init; }
    public required string Promtool { get; init; }
    public required Load Before { get; init; }
    public required Load After { get; init; }

    /// <summary>Blocks of a day.</summary>
    public required HistoryResult Blocks { get; init; }

    /// <summary>Blocks of the span that suits the peer best.</summary>
    public required HistoryResult ShortBlocks { get; init; }

    /// <summary>The peer's blocks of the same samples.</summary>
    public required HistoryResult ShortPeer { get; init; }

    /// <summary>OpenMetrics text.</summary>
    public required HistoryResult Text { get; init; }

    /// <summary>Blocks of a much longer span, to measure the memory.</summary>
    public required HistoryResult Long { get; init; }

    /// <summary>Blocks of the built-in catalogue over 24 hours.</summary>
    public required HistoryResult Catalogue { get; init; }

    /// <summary>Blocks of a scenario with many anomalies.</summary>
    public required HistoryResult Disturbed { get; init; }

    /// <summary>Blocks of the same scenario without its anomalies.</summary>
    public required HistoryResult CleanTwin { get; init; }

    public IReadOnlyList<HistoryResult> All => [ShortBlocks, ShortPeer, Blocks, Text, Long, Catalogue, Disturbed, CleanTwin];

    public IReadOnlyList<Claim> Claims =>
    [
        new("Blocks of two hours, times as many samples a second as promtool", "×", ShortBlocks.SamplesPerSecond / ShortPeer.SamplesPerSecond, 60, IsAtMost: false),
        new("Blocks of a day, million samples a second", "", Blocks.SamplesPerSecond / 1e6, 50, IsAtMost: false),
        new("Bytes a sample, against promtool's blocks of the same samples", "×", ShortBlocks.BytesPerSample / ShortPeer.BytesPerSample, 1),
        new("OpenMetrics text, million samples a second", "", Text.SamplesPerSecond / 1e6, 15, IsAtMost: false),
        new("Peak resident memory, blocks of the longest span", "MiB", Mebibytes(Long), 188),
        new("Peak resident memory, OpenMetrics text", "MiB", Mebibytes(Text), 112),
        new("The built-in catalogue, 24 hours, start to end", "s", Catalogue.Seconds.Median, 0.1),
        new("Blocks with anomalies, against the clean twin", "×", Disturbed.Seconds.Median / CleanTwin.Seconds.Median, 1.3),
    ];

    private static double Mebibytes(HistoryResult result) => result.PeakMemory / (1024.0 * 1024);
}
