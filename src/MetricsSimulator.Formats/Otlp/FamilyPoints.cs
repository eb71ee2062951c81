using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>What the points of a family have in common.</summary>
/// <param name="Family">The family.</param>
/// <param name="Head">What a metric begins and ends with.</param>
/// <param name="IsExported">Whether the family is exported.</param>
internal sealed record FamilyPoints(MetricFamily Family, MetricHead Head, bool IsExported)
{
    /// <summary>Whether its values are totals, of which a delta has the difference.</summary>
    public bool Counts { get; } = Family.Series[0].IsCumulative;

    /// <summary>Whether a point says since when it holds: every one does but that of a gauge.</summary>
    public bool HasStart { get; } = Family.Type != MetricType.Gauge;
}
