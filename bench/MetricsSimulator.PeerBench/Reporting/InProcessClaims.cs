namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>
/// The promises about a tick and about what is allocated, from the BenchmarkDotNet classes whose names begin with <c>Tick</c> and
/// <c>Scrape</c>. One operation is one tick or one scrape; the parameters <c>Series</c> and <c>Threads</c> (absent: 1) say of what size.
/// </summary>
internal static class InProcessClaims
{
    private const double NanosecondsAtMost = 8;

    /// <summary>Two cores share caches and memory; nine tenths of the ideal is scaling.</summary>
    private const double SpeedupAtLeast = 1.8;

    /// <summary>A byte for every hundred series: far below an allocation for each, above what the measurement varies by.</summary>
    private const double GrowthAtMost = 0.01;

    public static IEnumerable<Claim> Of(IReadOnlyList<BenchmarkReport> benchmarks)
    {
        var alone = Sizes(benchmarks, "Tick", threads: 1).LastOrDefault();
        var shared = Sizes(benchmarks, "Tick", threads: 2).LastOrDefault();
        var speedup = alone?.Median / shared?.Median;
        yield return new Claim("Tick on one core, for each series", "ns", alone?.Median / alone?.Parameter("Series"), NanosecondsAtMost);
        yield return new Claim("Tick on two cores, times as fast as on one", "×", speedup, SpeedupAtLeast, IsAtMost: false);
        yield return new Claim("Allocated by a tick, for each further series", "bytes", Growth(benchmarks, "Tick"), GrowthAtMost);
        yield return new Claim("Allocated by a scrape, for each further series", "bytes", Growth(benchmarks, "Scrape"), GrowthAtMost);
    }

    /// <summary>The benchmarks of a kind, those of the fewest series first.</summary>
    private static BenchmarkReport[] Sizes(IReadOnlyList<BenchmarkReport> benchmarks, string kind, int threads) =>
        [.. benchmarks
            .Where(report => report.Type.StartsWith(kind, StringComparison.Ordinal))
            .Where(report => report.Parameter("Series") is not null && (report.Parameter("Threads") ?? 1) == threads)
            .OrderBy(report => report.Parameter("Series"))];

    /// <summary>The largest growth from the fewest to the most series among the methods of a kind.</summary>
    private static double? Growth(IReadOnlyList<BenchmarkReport> benchmarks, string kind)
    {
        var growths =
            from report in Sizes(benchmarks, kind, threads: 1)
            group report by (report.Type, report.Method) into method
            let series = method.Last().Parameter("Series") - method.First().Parameter("Series")
            where series > 0
            select (method.Last().Allocated - method.First().Allocated) / (double?)series;
        return growths.Max();
    }
}
