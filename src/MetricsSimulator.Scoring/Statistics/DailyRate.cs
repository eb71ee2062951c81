using MetricsSimulator.Randomness;

namespace MetricsSimulator.Scoring.Statistics;

/// <summary>Estimates how often something happens a day from the counts of several seeds, which may be unlike each other. Thread-safe.</summary>
public static class DailyRate
{
    /// <summary>
    /// The number a day with Byar's interval, for as many events as they are worth: their number divided by the dispersion φ, the variance of the counts over their mean, at least
    /// 1. If it is above 1, Student's t with one degree less than there are seeds takes the place of the normal quantile. Sources: Breslow and Day, Statistical Methods in Cancer
    /// Research II (1987), section 2.3; McCullagh and Nelder, Generalized Linear Models (1989), section 6.2.
    /// </summary>
    /// <param name="counts">The count of each seed.</param>
    /// <param name="days">The days that were counted for each seed, the same for all.</param>
    /// <returns>The estimate; null if no time was counted.</returns>
    public static Estimate? Of(ReadOnlySpan<int> counts, double days)
    {
        if (counts.Length == 0 || days <= 0) return null;
        long total = 0;
        foreach (var count in counts) total += count;
        var dispersion = Dispersion(counts, (double)total / counts.Length);
        var quantile = dispersion > 1
            ? StudentDistribution.Quantile(Estimate.UpperProbability, counts.Length - 1)
            : NormalDistribution.Quantile(Estimate.UpperProbability);
        var all = days * counts.Length;
        var events = total / dispersion;
        return new Estimate(total / all, total == 0 ? 0 : dispersion * Byar(events, -quantile) / all, dispersion * Byar(events + 1, quantile) / all);
    }

    private static double Dispersion(ReadOnlySpan<int> counts, double mean)
    {
        if (mean == 0 || counts.Length < 2) return 1;
        double squares = 0;
        foreach (var count in counts) squares += (count - mean) * (count - mean);
        return Math.Max(1, squares / (counts.Length - 1) / mean);
    }

    private static double Byar(double events, double quantile)
    {
        var root = Math.Max(0, 1 - 1 / (9 * events) + quantile / (3 * Math.Sqrt(events)));
        return events * root * root * root;
    }
}
