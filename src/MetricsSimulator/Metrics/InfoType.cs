using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// An info metric: one series with the value 1, whose labels say what something is. Source: OpenMetrics 1.0, section "Info": the names of its samples must end with
/// <c>_info</c>, and the name of the family leaves this out. A format without this type calls it a gauge.
/// </summary>
internal sealed class InfoType() : MetricType("info")
{
    private static readonly ImmutableArray<FamilySeries> Series = [new("", null, 0, IsCumulative: false, IsCount: false)];

    /// <inheritdoc/>
    public override string ClassicName => Gauge.Name;

    /// <inheritdoc/>
    public override string Suffix => "_info";

    /// <inheritdoc/>
    public override ImmutableArray<FamilySeries> SeriesOf(ImmutableArray<double> buckets) => Series;

    /// <inheritdoc/>
    public override IEnumerable<string> NamesOf(string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family.EndsWith(Suffix, StringComparison.Ordinal) ? [family, family[..^Suffix.Length]] : [family];
    }

    /// <inheritdoc/>
    public override string? NameViolation(string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (!family.EndsWith(Suffix, StringComparison.Ordinal)) return Rule.Broken("the name of an info metric must end with _info", family);
        return family == Suffix ? "an info metric needs a name before _info" : null;
    }
}
