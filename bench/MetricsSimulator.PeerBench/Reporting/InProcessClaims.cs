namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>
/// The targets for the time of a tick and for allocated memory. The measurements come from the BenchmarkDotNet classes whose names
/// begin with <c>Tick</c>, <c>Scrape</c> and <c>Burden</c>. One operation is one tick or one scrape. The parameters <c>Series</c> and
/// <c>Threads</c> give its size; without the parameter, there is one thread.
/// </summary>
internal static class InProcessClaims
{
    private const double NanosecondsAtMost = 7;

    /// <summary>The target is below 2, because the two cores share the memory bandwidth, which a million gauges need.</summary>
    private const double SpeedupAtLeast = 1.5;

    /// <summary>The largest ratio between a tick of a million series with an anomaly on one of them and a tick without it.</summary>
    private const double AnomalyAtMost = 1.2;

    /// <summary>The largest ratio between a tick of 100,000 series in which some end and others begin and a tick in which none does.</summary>
    private const double ChurnAtMost = 2;

    /// <summary>One byte for every hundred series. That is far less than one allocation per series, and more than the measurement varies.</summary>
    private const double GrowthAtMost = 0.01;

    public static IEnumerable<Claim> Of(IReadOnlyList<BenchmarkReport> benchmarks)
    {
        var alone = Sizes(benchmarks, "Tick", threads: 1).LastOrDefault();
        var shared = Sizes(benchmarks, "Tick", threads: 2).LastOrDefault();
        var speedup = alone?.Median / shared?.Median;
        yield return new Claim("Tick on one core, for each series", "ns", alone?.Median / alone?.Parameter("Series"), NanosecondsAtMost);
        yield return new Claim("Tick on two cores, times as fast as on one", "×", speedup, SpeedupAtLeast, IsAtMost: false);
        yield return new Claim("Tick with an anomaly on 1 of 1,000,000 series, against one without", "×", Ratio(benchmarks, "Anomaly"), AnomalyAtMost);
        yield return new Claim("Tick with 1 % churn a minute at 100,000 series, against one without", "×", Ratio(benchmarks, "Churn"), ChurnAtMost);
        yield return new Claim("Allocated by a tick, for each further series", "bytes", Growth(benchmarks, "Tick"), GrowthAtMost);
        yield return new Claim("Allocated by a scrape, for each further series", "bytes", Growth(benchmarks, "Scrape"), GrowthAtMost);
    }

    /// <summary>The time of a tick with a burden, divided by the time without it.</summary>
    private static double? Ratio(IReadOnlyList<BenchmarkReport> benchmarks, string burden)
    {
        return Median("True") / Median("False");

        double? Median(string isThere) => benchmarks.FirstOrDefault(
            report => report.Type == "BurdenBenchmark" && report.Parameters == $"Burden={burden}&IsThere={isThere}")?.Median;
    }

    /// <summary>The benchmarks of a kind, ordered by the number of series.</summary>
    private static BenchmarkReport[] Sizes(IReadOnlyList<BenchmarkReport> benchmarks, string kind, int threads) =>
        [.. benchmarks
            .Where(report => report.Type.StartsWith(kind, StringComparison.Ordinal))
            .Where(report => report.Parameter("Series") is not null && (report.Parameter("Threads") ?? 1) == threads)
            .OrderBy(report => report.Parameter("Series"))];

    /// <summary>The additional bytes for each additional series, from the fewest to the most series: the largest value among the methods of a kind.</summary>
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
