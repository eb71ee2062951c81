namespace MetricsSimulator.Scoring.Statistics;

/// <summary>
/// Estimates quantiles of values from several seeds: the seeds are drawn with replacement, each with all its values, as often as it takes to see how the quantile varies. Source: Davison
/// and Hinkley, Bootstrap Methods and their Application (1997), sections 3.8 and 5.3. Thread-safe.
/// </summary>
public static class Bootstrap
{
    private const int Repetitions = 1000;

    /// <summary>A quantile by nearest rank, with its percentile interval. With a single seed the values are drawn instead.</summary>
    /// <param name="values">The values of each seed, in any order. Seeds without any do not count.</param>
    /// <param name="share">The share of the values at or below the quantile, above 0 and at most 1.</param>
    /// <returns>The estimate; null without values.</returns>
    public static Estimate? Quantile(IReadOnlyList<double[]> values, double share)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (sorted, units, count) = Sort(values);
        if (sorted.Length == 0) return null;
        var draws = new SplitMix64(0);
        var weights = new int[count];
        var quantiles = new double[Repetitions];
        for (var i = 0; i < Repetitions; i++)
        {
            Array.Clear(weights);
            for (var j = 0; j < count; j++) weights[draws.Below(count)]++;
            quantiles[i] = Quantile(sorted, units, weights, share);
        }

        Array.Sort(quantiles);
        return new Estimate(
            sorted[NearestRank.PlaceOf(sorted.Length, share)],
            quantiles[NearestRank.PlaceOf(Repetitions, 1 - Estimate.UpperProbability)],
            quantiles[NearestRank.PlaceOf(Repetitions, Estimate.UpperProbability)]);
    }

    // All values, sorted, the unit that each is drawn with, and the number of units.
    private static (double[] Sorted, int[] Units, int Count) Sort(IReadOnlyList<double[]> values)
    {
        var sorted = new List<double>();
        var units = new List<int>();
        var count = 0;
        foreach (var ofSeed in values)
        {
            foreach (var value in ofSeed)
            {
                sorted.Add(value);
                units.Add(count);
            }

            if (ofSeed.Length > 0) count++;
        }

        double[] keys = [.. sorted];
        int[] items = [.. units];
        Array.Sort(keys, items);
        if (count > 1) return (keys, items, count);
        for (var i = 0; i < items.Length; i++) items[i] = i;
        return (keys, items, items.Length);
    }

    private static double Quantile(double[] sorted, int[] units, int[] weights, double share)
    {
        var total = 0;
        foreach (var unit in units) total += weights[unit];
        var place = NearestRank.PlaceOf(total, share);
        for (var i = 0; ; i++)
        {
            place -= weights[units[i]];
            if (place < 0) return sorted[i];
        }
    }
}
