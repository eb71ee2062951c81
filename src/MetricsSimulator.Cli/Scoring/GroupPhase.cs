using System.IO.Hashing;
using System.Text;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Scoring;

/// <summary>When within its interval a group is evaluated.</summary>
/// <remarks>
/// Prometheus takes a hash of the file's path and the group's name, so that a file has another phase wherever it lies. Here the phase of a group in seed s is interval × frac(h + φ s),
/// with h the hash as a share of its range and φ = 0.618034, the golden ratio less 1, so that the phases of consecutive seeds fill the interval evenly.
/// Sources: prometheus/prometheus, rules/manager.go (EvalTimestamp); Weyl, "Über die Gleichverteilung von Zahlen mod. Eins" (1916); xxHash, github.com/Cyan4973/xxHash (XXH64).
/// </remarks>
internal static class GroupPhase
{
    // 0.618034 as a share of 2⁶⁴, as whole numbers wrap round by themselves.
    private const ulong Step = 11_400_715_026_851_008_512;

    /// <summary>The phase of a group: how long after a multiple of its interval since the Unix epoch it is evaluated, in whole milliseconds.</summary>
    /// <param name="group">The group.</param>
    /// <param name="seed">The seed of the run. A run and its clean twin have the same.</param>
    /// <param name="scrapeInterval">
    /// The time between two scrapes, which are at its multiples. No evaluation falls on one, or a millisecond after: there, versions of Prometheus differ in whether a range has its left end.
    /// </param>
    public static TimeSpan Of(RuleGroup group, ulong seed, TimeSpan scrapeInterval)
    {
        var hash = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes($"{Path.GetFileName(group.File)};{group.Name}"));
        var interval = group.Interval.Ticks / TimeSpan.TicksPerMillisecond;
        var phase = (long)((UInt128)(hash + unchecked(seed * Step)) * (ulong)interval >> 64);
        var scrape = scrapeInterval.Ticks / TimeSpan.TicksPerMillisecond;
        return TimeSpan.FromMilliseconds(scrape > 2 && phase % scrape < 2 ? phase + 2 : phase);
    }
}
