using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>
/// Draws the observations of one tick of a histogram into its buckets. A few are drawn one by one. Of many, the number in each bucket is drawn first,
/// by conditional binomials, and then the sum of each bucket. The cost depends on the number of buckets, not on the number of
/// observations.
/// </summary>
/// <remarks>
/// The counts have the exact distribution either way. The sum of more than <see cref="OneByOne"/> observations in one bucket is drawn from a normal
/// distribution with the exact mean and variance, and kept between the bounds of the bucket.
/// </remarks>
internal sealed class ObservationSampler(double[] upperBounds)
{
    /// <summary>The most observations that are drawn one by one.</summary>
    public const int OneByOne = 64;

    private double[] UpperBounds => upperBounds;

    /// <summary>Whether another sampler has the same buckets.</summary>
    public bool HasBucketsOf(ObservationSampler other) => upperBounds.AsSpan().SequenceEqual(other.UpperBounds);

    /// <summary>Draws observations.</summary>
    /// <param name="observations">The number of observations; a whole number above 0.</param>
    /// <param name="distribution">The distribution of an observation.</param>
    /// <param name="key">The key of the series.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="counts">The counts of the buckets, of which the last ends at +∞; they grow.</param>
    /// <param name="added">Whether an anomaly adds these observations; such observations have their own draws.</param>
    /// <returns>The sum of the observations.</returns>
    public double Observe(
        double observations, LognormalDistribution distribution, SeriesKey key, long tick, Span<double> counts, bool added = false)
    {
        if (distribution.IsDegenerate)
        {
            counts[BucketOf(distribution.Median)] += observations;
            return observations * distribution.Median;
        }

        return observations <= OneByOne
            ? ObserveEach((int)observations, distribution, new DrawStream(key, tick, added ? DrawPurpose.AnomalyObservation : DrawPurpose.Observation), counts)
            : ObserveBuckets(
                observations, distribution, counts,
                new DrawStream(key, tick, added ? DrawPurpose.AnomalyBucketCount : DrawPurpose.BucketCount),
                new DrawStream(key, tick, added ? DrawPurpose.AnomalyBucketSum : DrawPurpose.BucketSum));
    }

    private double ObserveEach(int observations, LognormalDistribution distribution, DrawStream draws, Span<double> counts)
    {
        double sum = 0;
        for (var i = 0; i < observations; i++)
        {
            var observation = distribution.AtNormal(draws.Normal(i));
            counts[BucketOf(observation)]++;
            sum += observation;
        }

        return sum;
    }

    private double ObserveBuckets(
        double observations, LognormalDistribution distribution, Span<double> counts, DrawStream countDraws, DrawStream sumDraws)
    {
        var left = observations;
        double sum = 0;
        double below = 0;
        var lower = 0.0;
        for (var b = 0; b < counts.Length && left > 0; b++)
        {
            var upper = b < upperBounds.Length ? upperBounds[b] : double.PositiveInfinity;
            var upTo = b < upperBounds.Length ? distribution.Cumulative(upper) : 1;
            var inBucket = upTo >= 1 ? left : BinomialDistribution.Draw(left, (upTo - below) / (1 - below), countDraws.From(b * BinomialDistribution.DrawCount));
            if (inBucket > 0)
            {
                counts[b] += inBucket;
                sum += SumBetween(inBucket, distribution, Math.Max(lower, 0), upper, sumDraws.From(b * OneByOne));
                left -= inBucket;
            }

            below = upTo;
            lower = upper;
        }

        return sum;
    }

    private static double SumBetween(double observations, LognormalDistribution distribution, double lower, double upper, DrawStream draws)
    {
        if (observations > OneByOne)
        {
            var (mean, variance) = distribution.MomentsBetween(distribution.NormalAt(lower), distribution.NormalAt(upper));
            // The product may overflow although its root does not.
            var ofSum = observations * variance;
            var deviation = double.IsFinite(ofSum) ? Math.Sqrt(ofSum) : Math.Sqrt(observations) * Math.Sqrt(variance);
            var sum = observations * mean + deviation * draws.Normal(0);
            return Math.Clamp(sum, observations * lower, observations * upper);
        }

        var from = distribution.Cumulative(lower);
        var to = double.IsPositiveInfinity(upper) ? 1 : distribution.Cumulative(upper);
        double total = 0;
        for (var i = 0; i < observations; i++)
        {
            var p = from + draws.Uniform(i) * (to - from);
            total += Math.Clamp(p < 1 ? distribution.AtNormal(NormalDistribution.Quantile(p)) : lower, lower, upper);
        }

        return total;
    }

    /// <summary>The first bucket whose upper bound is at or above the observation: bounds are inclusive.</summary>
    private int BucketOf(double observation)
    {
        var low = 0;
        var high = upperBounds.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (observation <= upperBounds[middle]) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
