using MetricsSimulator.Randomness;

namespace MetricsSimulator.Scoring.Statistics;

/// <summary>Estimates a share from the counts of several seeds, which may be unlike each other. Thread-safe.</summary>
public static class Proportion
{
    /// <summary>
    /// The share with Wilson's interval, for as many cases as they are worth: n divided by the design effect, which is the variance between seeds over that of independent cases, at
    /// least 1, and 1 if the share is 0 or 1. With it goes Student's t with one degree less than there are seeds. With a single seed the cases count as independent.
    /// Sources: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927); Kish, Survey Sampling (1965), section 8.2.
    /// </summary>
    /// <param name="hits">The hits of each seed.</param>
    /// <param name="cases">The cases of each seed, at least as many as its hits. Seeds without any do not count.</param>
    /// <returns>The estimate; null without cases.</returns>
    public static Estimate? Of(ReadOnlySpan<int> hits, ReadOnlySpan<int> cases)
    {
        long total = 0, hit = 0;
        var seeds = 0;
        for (var i = 0; i < cases.Length; i++)
        {
            total += cases[i];
            hit += hits[i];
            if (cases[i] > 0) seeds++;
        }

        if (total == 0) return null;
        var share = (double)hit / total;
        var size = total / DesignEffect(hits, cases, share, total, seeds);
        var t = seeds > 1 ? StudentDistribution.Quantile(Estimate.UpperProbability, seeds - 1) : NormalDistribution.Quantile(Estimate.UpperProbability);
        var shrink = 1 / (1 + t * t / size);
        var center = shrink * (share + t * t / (2 * size));
        var half = shrink * t * Math.Sqrt(share * (1 - share) / size + t * t / (4 * size * size));
        // At 0 and 1 an end of the interval is the share itself, but for rounding.
        return new Estimate(share, hit == 0 ? 0 : Math.Max(0, center - half), hit == total ? 1 : Math.Min(1, center + half));
    }

    private static double DesignEffect(ReadOnlySpan<int> hits, ReadOnlySpan<int> cases, double share, long total, int seeds)
    {
        if (share is 0 or 1 || seeds < 2) return 1;
        double squares = 0;
        for (var i = 0; i < cases.Length; i++)
        {
            var deviation = hits[i] - share * cases[i];
            squares += deviation * deviation;
        }

        return Math.Max(1, (double)seeds / (seeds - 1) * squares / total / (share * (1 - share)));
    }
}
