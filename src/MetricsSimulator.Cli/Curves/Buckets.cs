using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>The places of the buckets, the sum and the count among the values of a histogram's label set, and values computed from their increases.</summary>
/// <param name="Bounds">The upper bounds, ascending, +∞ last, each with the place of its cumulative count; empty if the family is not a histogram.</param>
/// <param name="Sum">The place of the sum of the observations.</param>
/// <param name="Count">The place of the number of observations.</param>
internal sealed record Buckets(ImmutableArray<(double Bound, int Place)> Bounds, int Sum, int Count)
{
    /// <summary>The buckets of a family.</summary>
    public static Buckets Of(MetricFamily family) => new(
        [.. family.Series.Where(series => series.Label is not null).Select(series => (series.Label!.Value.Number, series.Value))],
        family.Series.FirstOrDefault(series => series is { IsCount: false, Label: null }).Value,
        family.Series.FirstOrDefault(series => series is { IsCount: true, Label: null }).Value);

    /// <summary>The mean observation; NaN if there was none.</summary>
    public double Mean(double[] increases) => increases[Count] > 0 ? increases[Sum] / increases[Count] : double.NaN;

    /// <summary>A quantile of the observations, as <c>histogram_quantile()</c> gives it; NaN if there was none.</summary>
    public double Quantile(double level, double[] increases) =>
        Bounds.IsEmpty ? double.NaN : Queries.Quantile.Of(level, [.. Bounds.Select(bucket => (bucket.Bound, increases[bucket.Place]))]);
}
