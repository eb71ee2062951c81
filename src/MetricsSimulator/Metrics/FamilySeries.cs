using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// One time series of each label set of a metric family: how it differs from the other series of the label set, and which value it shows. The label set of a
/// histogram has one for each bucket, then <c>_sum</c>, then <c>_count</c>; see <see cref="MetricFamily.Series"/>.
/// </summary>
/// <param name="Suffix">The text after the name of the family, such as <c>_bucket</c>; empty for most.</param>
/// <param name="Label">The label that the series has in addition to those of its label set; null for none.</param>
/// <param name="Value">The index of its value among those of the label set, from 0 to <see cref="MetricFamily.Stride"/> − 1. Two series may show the same value.</param>
/// <param name="IsCumulative">Whether its value never falls, except at a counter reset.</param>
/// <param name="IsCount">Whether its value is a number of observations, which OpenMetrics writes as an integer.</param>
public readonly record struct FamilySeries(string Suffix, SeriesLabel? Label, int Value, bool IsCumulative, bool IsCount)
{
    /// <summary>The number of values of a label set: one more than the greatest <see cref="Value"/>.</summary>
    /// <param name="series">All series of a label set.</param>
    public static int StrideOf(ImmutableArray<FamilySeries> series)
    {
        var stride = 0;
        foreach (var one in series) stride = Math.Max(stride, one.Value + 1);
        return stride;
    }
}
