using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// Some or all of the time series that a label set of another type has, each with a value of its own, for whoever follows every series by itself. No exposition and no
/// configuration has it.
/// </summary>
public sealed class PartialType : MetricType
{
    private readonly ImmutableArray<FamilySeries> _series;

    /// <summary>Creates the type.</summary>
    /// <param name="series">The series, one at least. Their values are numbered from 0.</param>
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
