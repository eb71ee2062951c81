namespace MetricsSimulator.ScrapeBench.Reporting;

/// <summary>
/// The promises about a tick, from the BenchmarkDotNet classes whose name begins with <c>Tick</c>. One operation is one tick;
/// the parameters <c>Series</c> and <c>Threads</c> say of how many series and on how many threads.
/// </summary>
internal static class TickClaims
{
    private const double NanosecondsAtMost = 8;

    /// <summary>Two cores share caches and memory; nine tenths of the ideal is scaling.</summary>
    private const double SpeedupAtLeast = 1.8;

    public static IEnumerable<Claim> Of(IReadOnlyList<BenchmarkReport> benchmarks)
    {
        BenchmarkReport[] ticks = [.. benchmarks.Where(report => report.Type.StartsWith("Tick", StringComparison.Ordinal))];
        var alone = Largest(ticks, threads: 1);
        var shared = Largest(ticks, threads: 2);
        yield return new Claim("Tick on one core, for each series", "ns", alone?.Median / alone?.Parameter("Series"), NanosecondsAtMost);
        yield return new Claim("Tick on two cores, times as fast as on one", "×", alone?.Median / shared?.Median, SpeedupAtLeast, IsAtMost: false);
        yield return new Claim("Allocated by a tick, beyond what a tick of the fewest series allocates", "bytes", Growth(ticks), 0);
    }

    private static BenchmarkReport? Largest(BenchmarkReport[] ticks, int threads) =>
        ticks.Where(report => report.Parameter("Threads") == threads).MaxBy(report => report.Parameter("Series"));

    private static double? Growth(BenchmarkReport[] ticks)
    {
        var alone = ticks.Where(report => report.Parameter("Threads") == 1 && report.Parameter("Series") is not null).ToArray();
        return alone.Length < 2
            ? null
            : alone.MaxBy(report => report.Parameter("Series"))!.Allocated - alone.MinBy(report => report.Parameter("Series"))!.Allocated;
    }
}
