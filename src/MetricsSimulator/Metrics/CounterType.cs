using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>A counter: one series, which never falls.</summary>
internal sealed class CounterType() : MetricType("counter")
{
    private static readonly ImmutableArray<FamilySeries> Series = [new("", null, 0, IsCumulative: true, IsCount: false)];

    /// <inheritdoc/>
    public override string Suffix => "_total";

    /// <inheritdoc/>
    public override ImmutableArray<FamilySeries> SeriesOf(ImmutableArray<double> buckets) => Series;

    /// <inheritdoc/>
    public override IEnumerable<string> NamesOf(string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        // OpenMetrics names the family without the suffix.
        return family.EndsWith(Suffix, StringComparison.Ordinal) ? [family, family[..^Suffix.Length], family[..^Suffix.Length] + Created] : [family];
    }

    /// <inheritdoc/>
    public override string? NameViolation(string family) => family == Suffix ? "a counter needs a name before _total" : null;
}
