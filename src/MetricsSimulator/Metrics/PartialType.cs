using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// Some or all time series of a label set of another type, each with its own value, for code that handles every series separately. It occurs in no exposition and no
/// configuration.
/// </summary>
public sealed class PartialType : MetricType
{
    private readonly ImmutableArray<FamilySeries> _series;

    /// <summary>Creates the type.</summary>
    /// <param name="series">The series, at least one. Their values are numbered from 0.</param>
    public PartialType(IReadOnlyList<FamilySeries> series) : base("partial")
    {
        ArgumentNullException.ThrowIfNull(series);
        _series = [.. series.Select((one, i) => one with { Value = i })];
    }

    /// <inheritdoc/>
    public override ImmutableArray<FamilySeries> SeriesOf(ImmutableArray<double> buckets) => _series;

    /// <inheritdoc/>
    public override IEnumerable<string> NamesOf(string family) => _series.Select(one => family + one.Suffix).Distinct(StringComparer.Ordinal);
}
