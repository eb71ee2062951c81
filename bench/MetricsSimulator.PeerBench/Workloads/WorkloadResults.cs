using MetricsSimulator.PeerBench.Histories;
using MetricsSimulator.PeerBench.Reporting;

namespace MetricsSimulator.PeerBench.Workloads;

/// <summary>The results of the workload benchmark. Times are in seconds, sizes in bytes.</summary>
internal sealed record WorkloadResults
{
    public required DateTimeOffset Date { get; init; }
    public required Machine Machine { get; init; }
    public required Load Before { get; init; }
    public required Load After { get; init; }

    /// <summary>A week of 25 developers.</summary>
    public required HistoryResult Week { get; init; }

    /// <summary>A day of a thousand developers.</summary>
    public required HistoryResult Day { get; init; }

    /// <summary>The start of ten thousand developers, and one tick.</summary>
    public required HistoryResult Start { get; init; }

    /// <summary>A thousand developers, live, after a day.</summary>
    public required LiveResult Live { get; init; }

    public IReadOnlyList<HistoryResult> All => [Week, Day, Start];

    public IReadOnlyList<Claim> Claims =>
    [
        new("25 developers, seven days at 10 s into blocks", "s", Week.Seconds.Median, 5),
        new("Peak resident memory of it", "MiB", Mebibytes(Week.PeakMemory), 256),
        new("1,000 developers, a day into blocks", "s", Day.Seconds.Median, 20),
        new("Peak resident memory of it", "MiB", Mebibytes(Day.PeakMemory), 512),
        new("1,000 developers live after a day, processor time of a tick", "ms", Live.TickProcessor, 10),
        new("1,000 developers live after a day, a scrape", "ms", Live.Scrape.Median, 100),
        new("10,000 developers, from the start of the program to the end of the first tick", "s", Start.Seconds.Median, 2),
    ];

    private static double Mebibytes(long bytes) => bytes / (1024.0 * 1024);
}
