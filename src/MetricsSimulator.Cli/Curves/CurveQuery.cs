using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Which curves of a metric are wanted.</summary>
/// <param name="Key">The key of the metric in the model, or that of the source which has it.</param>
/// <param name="Name">Its name in Prometheus.</param>
/// <param name="Measure">What is read off it.</param>
internal sealed record CurveQuery(string Key, string Name, Measure Measure)
{
    /// <summary>Which label sets count.</summary>
    public LabelMatchers Matchers { get; init; } = LabelMatchers.All;

    /// <summary>The label whose values have a curve each; null for one curve of all.</summary>
    public string? By { get; init; }

    /// <summary>The span that a rate, a mean or a quantile looks back over; whole ticks, one at least.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The unit of time that a rate is told in.</summary>
    public TimeSpan Per { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Which quantiles, from 0 to 1, each with its name.</summary>
    public ImmutableArray<(double Quantile, string Name)> Quantiles { get; init; } = [(0.5, "median"), (0.95, "p95")];
}
