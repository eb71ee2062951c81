using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// A histogram: the cumulative count of each bucket in ascending order of upper bounds, +∞ last, then the sum of the observations, then their
/// count. Its values are those of the buckets and the sum; the count shows the value of the last bucket.
/// </summary>
internal sealed class HistogramType() : MetricType("histogram")
{
    /// <summary>The label of the upper bound of a bucket.</summary>
    public const string UpperBound = "le";

    private const string Bucket = "_bucket";
    private const string Sum = "_sum";
    private const string Count = "_count";

    /// <inheritdoc/>
    public override ImmutableArray<FamilySeries> SeriesOf(ImmutableArray<double> buckets) =>
    [
        .. buckets.Append(double.PositiveInfinity)
            .Select((bound, i) => new FamilySeries(Bucket, new SeriesLabel(UpperBound, bound), i, IsCumulative: true, IsCount: true)),
        new FamilySeries(Sum, null, buckets.Length + 1, IsCumulative: true, IsCount: false),
        new FamilySeries(Count, null, buckets.Length, IsCumulative: true, IsCount: true),
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> NamesOf(string family) => [family, family + Bucket, family + Sum, family + Count, family + Created];
}
