namespace MetricsSimulator.Scoring.Statistics;

/// <summary>Quantiles that are one of the values: the smallest that is at least as large as a share of all. Thread-safe.</summary>
public static class NearestRank
{
    /// <summary>The place of a quantile among sorted values.</summary>
    /// <param name="count">The number of values, at least 1.</param>
    /// <param name="share">The share, above 0 and at most 1.</param>
    public static int PlaceOf(int count, double share) => Math.Clamp((int)Math.Ceiling(share * count - 1e-9) - 1, 0, count - 1);
}
