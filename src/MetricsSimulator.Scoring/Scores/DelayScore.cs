using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Scoring.Scores;

/// <summary>How soon incidents were detected, of those that were, by nearest rank.</summary>
/// <param name="Median">The median delay, in seconds.</param>
/// <param name="P95">The 95 % quantile of the delay, in seconds.</param>
/// <param name="Worst">The longest delay.</param>
public sealed record DelayScore(Estimate Median, Estimate P95, TimeSpan Worst)
{
    /// <summary>Computes it.</summary>
    /// <param name="delays">The delays of each seed, in seconds.</param>
    /// <returns>The score; null if nothing was detected.</returns>
    internal static DelayScore? Of(double[][] delays)
    {
        if (Bootstrap.Quantile(delays, 0.5) is not { } median) return null;
        return new DelayScore(median, Bootstrap.Quantile(delays, 0.95)!, TimeSpan.FromSeconds(Bootstrap.Quantile(delays, 1)!.Value));
    }

    /// <summary>The median of numbers of seconds by nearest rank; null without any.</summary>
    internal static TimeSpan? MedianOf(List<double> seconds)
    {
        if (seconds.Count == 0) return null;
        seconds.Sort();
        return TimeSpan.FromSeconds(seconds[NearestRank.PlaceOf(seconds.Count, 0.5)]);
    }
}
