using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>The names of measures on the command line and in requests.</summary>
internal static class Measures
{
    /// <summary>All measures with their names.</summary>
    public static readonly ImmutableArray<(string Name, Measure Measure)> All =
        [("rate", Measure.Rate), ("value", Measure.Value), ("quantiles", Measure.Quantiles), ("mean", Measure.Mean), ("series", Measure.Series)];

    /// <summary>The name of a measure.</summary>
    public static string NameOf(Measure measure) => All.Single(one => one.Measure == measure).Name;

    /// <summary>The names of the measures that a type of metric has.</summary>
    public static IEnumerable<string> Of(MetricType type) =>
        type == MetricType.Histogram ? ["quantiles", "mean", "series"] : type == MetricType.Counter ? ["rate", "value", "series"] : ["value", "series"];
}
