using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A query for curves of a metric.</summary>
/// <param name="Key">The key of the metric in the model, or of the source that has it.</param>
/// <param name="Name">Its name in Prometheus.</param>
/// <param name="Measure">The measure to read.</param>
internal sealed record CurveQuery(string Key, string Name, Measure Measure)
{
    /// <summary>The type of the metric; null for any. A reload may change it, and ticks at which it has another are left out.</summary>
    public MetricType? Type { get; init; }

    /// <summary>The label sets that count.</summary>
    public LabelMatchers Matchers { get; init; } = LabelMatchers.All;

    /// <summary>The label whose values have one curve each; null for one curve of all.</summary>
    public string? By { get; init; }

    /// <summary>The span over which a rate, a mean or a quantile is computed; whole ticks, at least one. By default 1 minute.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether its values are computed over <see cref="Window"/>.</summary>
    public bool HasWindow => Measure is not (Measure.Value or Measure.Series);

    /// <summary>The time unit of a rate; by default 1 second.</summary>
    public TimeSpan Per { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The quantiles, from 0 to 1, each with its name.</summary>
    public ImmutableArray<(double Quantile, string Name)> Quantiles { get; init; } = [(0.5, "median"), (0.95, "p95")];
}
