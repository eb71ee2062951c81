using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.MetricDefinitions;

/// <summary>
/// A histogram: observations arrive as a Poisson process with the intensity <see cref="Arrivals"/>, and each is lognormal with the current
/// value of the path as its median and <see cref="Spread"/> as the standard deviation of its logarithm.
/// </summary>
/// <remarks>
/// Only the arrivals are split over the label sets. The median is a property of every observation, so each label set has its own
/// path with the full parameters, or all have the same path with <see cref="PathSplit.Shared"/>.
/// </remarks>
public sealed record HistogramDefinition : MetricDefinition
{
    /// <summary>The largest spread. With it, two thirds of all observations lie within a factor of e¹⁰, 22,026, around the median.</summary>
    public const double LargestSpread = LognormalDistribution.LargestSpread;

    /// <summary>The most buckets that a histogram may have.</summary>
    public const int MaximumBuckets = 500;

    /// <summary>Creates a histogram.</summary>
    /// <param name="key">The name in configuration files.</param>
    /// <param name="name">The name in Prometheus, without a suffix.</param>
    /// <param name="help">The help text.</param>
    /// <param name="labels">The label sets.</param>
    /// <param name="median">The law of the median; its lower bound must be 0 or more.</param>
    /// <param name="spread">The standard deviation of an observation's natural logarithm; from 0 to <see cref="LargestSpread"/>.</param>
    /// <param name="buckets">Ascending finite upper bounds; see <see cref="BucketsViolation"/>.</param>
    /// <param name="arrivals">The intensity of the observations of all label sets together; with <see cref="PathSplit.PerSeries"/>, of each label set.</param>
    /// <param name="split">How arrivals and median are split over the label sets.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public HistogramDefinition(
        string key, string name, string help, LabelSpace labels, ProcessDefinition median, double spread,
        ImmutableArray<double> buckets, RateDefinition arrivals, PathSplit split = PathSplit.Independent)
        : base(key, name, help, labels)
    {
        ArgumentNullException.ThrowIfNull(median);
        ArgumentNullException.ThrowIfNull(arrivals);
        Rule.Require(RateDefinition.BoundsViolation(median.Bounds), "bounds");
        Rule.Require(SpreadViolation(spread), "spread");
        Rule.Require(BucketsViolation(buckets), "buckets");
        Median = median;
        Spread = spread;
        Buckets = buckets;
        Arrivals = arrivals;
        Split = split;
    }

    /// <summary>The law of the median of the observations.</summary>
    public ProcessDefinition Median { get; }

    /// <summary>The standard deviation of the natural logarithm of an observation.</summary>
    public double Spread { get; }

    /// <inheritdoc/>
    public override ImmutableArray<double> Buckets { get; }

    /// <summary>The intensity of the observations.</summary>
    public RateDefinition Arrivals { get; }

    /// <summary>How arrivals and median are split over the label sets.</summary>
    public PathSplit Split { get; }

    /// <inheritdoc/>
    public override bool HasSeriesOf(MetricDefinition other) =>
        base.HasSeriesOf(other) && other is HistogramDefinition histogram && Split == histogram.Split
        && Buckets.AsSpan().SequenceEqual(histogram.Buckets.AsSpan()) && Arrivals.Per == histogram.Arrivals.Per;

    /// <inheritdoc/>
    public override MetricType Type => MetricType.Histogram;

    /// <inheritdoc/>
    public override AnomalyTargets Target => AnomalyTargets.Histogram;

    /// <summary>The rule that bucket bounds break; null if they break none. There must be at least one and at most <see cref="MaximumBuckets"/>, finite and ascending.</summary>
    public static string? BucketsViolation(ImmutableArray<double> buckets)
    {
        if (buckets.IsDefaultOrEmpty) return "must have at least one upper bound";
        if (buckets.Length > MaximumBuckets) return Rule.Broken($"must have at most {MaximumBuckets} upper bounds", buckets.Length);
        for (var i = 0; i < buckets.Length; i++)
        {
            if (!double.IsFinite(buckets[i])) return Rule.Broken("must be finite upper bounds (+Inf is added)", buckets[i]);
            if (i > 0 && buckets[i] <= buckets[i - 1]) return Rule.Broken("must ascend", buckets[i - 1], buckets[i]);
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(HistogramDefinition? other) =>
        other is not null && base.Equals(other) && Median == other.Median && Spread == other.Spread
        && Buckets.AsSpan().SequenceEqual(other.Buckets.AsSpan()) && Arrivals == other.Arrivals && Split == other.Split;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Median, Spread, Buckets.Length, Arrivals, Split);

    /// <summary>The rule that a spread breaks; null if it breaks none. It must be from 0 to 10; a larger one would soon make sums infinite.</summary>
    public static string? SpreadViolation(double spread) =>
        spread is >= 0 and <= LognormalDistribution.LargestSpread ? null : Rule.Broken("must be from 0 to 10", spread);
}
