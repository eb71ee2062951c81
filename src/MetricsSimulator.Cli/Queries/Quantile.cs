using System.Globalization;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Queries;

/// <summary>A quantile of histograms: <c>histogram_quantile(0.95, sum by (le) (rate(name_bucket[5m])))</c>.</summary>
/// <param name="Level">The quantile, from 0 to 1.</param>
/// <param name="Buckets">Cumulative buckets, with the label <c>le</c>.</param>
/// <remarks>Source: prometheus/prometheus, promql/quantile.go, <c>bucketQuantile</c>: linear between the bounds of a bucket.</remarks>
internal sealed record Quantile(double Level, Query Buckets) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Buckets.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"histogram_quantile({GoFloat.Spell(Level)}, {Buckets.Write(form)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) =>
        [.. Buckets.Answer(run, at).GroupBy(bucket => bucket.Labels.Without(QueriedMetric.UpperBound)).Select(histogram => new LabelledValue(histogram.Key, Of(Level, [.. histogram.Select(Bucket).OrderBy(bucket => bucket.Bound)])))];

    private static (double Bound, double Count) Bucket(LabelledValue value)
    {
        var bound = value.Labels[QueriedMetric.UpperBound];
        return (bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture), value.Value);
    }

    /// <summary>The quantile of one histogram; NaN if there were no observations.</summary>
    /// <param name="level">The quantile, from 0 to 1.</param>
    /// <param name="buckets">The upper bounds, ascending, each with the number of observations at or below it. A count that is less than the one before is raised.</param>
    public static double Of(double level, (double Bound, double Count)[] buckets)
    {
        if (buckets.Length < 2 || !double.IsPositiveInfinity(buckets[^1].Bound)) return double.NaN;
        // Rounding may make a sum of rates fall slightly from one bucket to the next.
        for (var i = 1; i < buckets.Length; i++) buckets[i].Count = Math.Max(buckets[i].Count, buckets[i - 1].Count);
        var rank = level * buckets[^1].Count;
        if (buckets[^1].Count == 0) return double.NaN;
        var b = 0;
        while (b < buckets.Length - 1 && buckets[b].Count < rank) b++;
        if (b == buckets.Length - 1) return buckets[^2].Bound;
        if (b == 0) return buckets[0].Bound <= 0 ? buckets[0].Bound : buckets[0].Bound * (rank / buckets[0].Count);
        var before = buckets[b - 1];
        return before.Bound + (buckets[b].Bound - before.Bound) * ((rank - before.Count) / (buckets[b].Count - before.Count));
    }
}
