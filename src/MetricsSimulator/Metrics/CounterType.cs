using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>A counter: one series, which never falls.</summary>
internal sealed class CounterType() : MetricType("counter")
{
    private const string Total = "_total";

    private static readonly ImmutableArray<FamilySeries> Series = [new("", null, 0, IsCumulative: true, IsCount: false)];

    /// <inheritdoc/>
    public override ImmutableArray<FamilySeries> SeriesOf(ImmutableArray<double> buckets) => Series;

    /// <inheritdoc/>
    public override IEnumerable<string> NamesOf(string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        // In OpenMetrics the family is called without the suffix.
        return family.EndsWith(Total, StringComparison.Ordinal) ? [family, family[..^Total.Length], family[..^Total.Length] + "_created"] : [family];
    }
}
