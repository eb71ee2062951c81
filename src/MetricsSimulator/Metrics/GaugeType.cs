using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>A gauge: one series, which rises and falls.</summary>
internal sealed class GaugeType() : MetricType("gauge")
{
    private static readonly ImmutableArray<FamilySeries> Series = [new("", null, 0, IsCumulative: false, IsCount: false)];

    /// <inheritdoc/>
    public override ImmutableArray<FamilySeries> SeriesOf(ImmutableArray<double> buckets) => Series;

    /// <inheritdoc/>
    public override IEnumerable<string> NamesOf(string family) => [family];
}
