using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Where a histogram's label set has its buckets, its sum and its count, and what follows from how much they have grown.</summary>
/// <param name="Bounds">The upper bounds, ascending, +∞ last, each with the place of its cumulative count; none when the family is no histogram.</param>
/// <param name="Sum">The place of the sum of the observations.</param>
/// <param name="Count">The place of their number.</param>
internal sealed record Buckets(ImmutableArray<(double Bound, int Place)> Bounds, int Sum, int Count)
{
    /// <summary>The buckets of a family.</summary>
    public static Buckets Of(MetricFamily family) => new(
        [.. family.Series.Where(series => series.Label is not null).Select(series => (series.Label!.Value.Number, series.Value))],
        family.Series.FirstOrDefault(series => series is { IsCount: false, Label: null }).Value,
        family.Series.FirstOrDefault(series => series is { IsCount: true, Label: null }).Value);

    /// <summary>The mean observation; NaN when there was none.</summary>
    public double Mean(double[] increases) => increases[Count] > 0 ? increases[Sum] / increases[Count] : double.NaN;

    /// <summary>A quantile of the observations, as <c>histogram_quantile()</c> tells it; NaN when there was none.</summary>
    public double Quantile(double level, double[] increases) =>
        Bounds.IsEmpty ? double.NaN : Queries.Quantile.Of(level, [.. Bounds.Select(bucket => (bucket.Bound, increases[bucket.Place]))]);
}
