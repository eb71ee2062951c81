namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>The project's targets for speed and memory. A target is at most 1.5 times the last measured value, so that a regression is noticed.</summary>
internal static class Claims
{
    /// <summary>Two times that differ by less than this factor count as equal, because sending the same bytes twice already differs by a few per cent.</summary>
    private const double SameTime = 1.1;

    /// <summary>Sending the compressed bytes takes only about 5 ms, so the time of the request itself matters too.</summary>
    private const double SameShortTime = 1.5;
    private const string Times = "×", Mebibytes = "MiB";

    public static IReadOnlyList<Claim> Of(Results results)
    {
        var (ours, go, net, floor) = (results.Simulator, results.ClientGolang, results.PrometheusNet, results.Floor);
        return
        [
            new("Scrape, plain, as a fraction of client_golang's", Times, Ratio(ours?.Plain, go?.Plain), 1.0 / 85),
            new("Scrape, plain, as a fraction of prometheus-net's", Times, Ratio(ours?.Plain, net?.Plain), 1.0 / 4),
            new("Scrape, gzip, as a fraction of client_golang's", Times, Ratio(ours?.Gzip, go?.Gzip), 1.0 / 60),
            new("Scrape, plain, against sending the same bytes from memory", Times, Ratio(ours?.Plain, floor.Plain), 2.5),
            new("Second scrape in a tick, plain, against sending the bytes", Times, RepeatRatio(ours?.Plain, floor.Plain), SameTime),
            new("Second scrape in a tick, gzip, against sending the bytes", Times, RepeatRatio(ours?.Gzip, floor.Gzip), SameShortTime),
            new("Peak resident memory, plain", Mebibytes, ToMebibytes(ours?.Plain?.PeakMemoryAlone), 192),
            new("Peak resident memory, gzip", Mebibytes, ToMebibytes(ours?.Gzip?.PeakMemoryAlone), 88),
            new("Peak resident memory, plain and gzip by one process", Mebibytes, ToMebibytes(ours?.PeakMemory), 200),
            new("First scrape after the start, default configuration", "ms", results.FirstScrape?.Median, 25),
            .. InProcessClaims.Of(results.Benchmarks),
        ];
    }

    private static double? Ratio(EncodingResult? ours, EncodingResult? peer) => ours?.Changed.Median / peer?.Changed.Median;

    private static double? RepeatRatio(EncodingResult? ours, EncodingResult? floor) => ours?.Repeated?.Median / floor?.Changed.Median;

    private static double? ToMebibytes(long? bytes) => bytes is null or 0 ? null : bytes / (1024.0 * 1024);
}
