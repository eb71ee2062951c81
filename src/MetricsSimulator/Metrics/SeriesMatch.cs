namespace MetricsSimulator.Metrics;

/// <summary>Finds the series that two families share: those with the same name and the same labels.</summary>
internal static class SeriesMatch
{
    /// <summary>Finds the shared series of two families.</summary>
    /// <returns>The number of each in the first and in the second family, counted as <see cref="SeriesNumbers"/> counts them.</returns>
    public static IEnumerable<(int One, int Other)> Between(MetricFamily one, MetricFamily other)
    {
        if (!MayShareNames(one, other) || LabelSetMatch.Between(one.Labels, other.Labels) is not { } numberOf) yield break;
        var series = Named(one).Join(Named(other), named => named.Name, named => named.Name, (a, b) => (One: a.Index, Other: b.Index)).ToArray();
        foreach (var labelSet in one.LabelSets)
        {
            var number = numberOf(labelSet.Number);
            if (!other.Range.Contains(number)) continue;
            var (row, otherRow) = (labelSet.Number - one.Range.First, number - other.Range.First);
            foreach (var pair in series) yield return (row * one.Series.Length + pair.One, otherRow * other.Series.Length + pair.Other);
        }
    }

    // A series h_sum may belong to the histogram h in one layout, and be a gauge in another.
    private static bool MayShareNames(MetricFamily one, MetricFamily other) =>
        one.Name.StartsWith(other.Name, StringComparison.Ordinal) || other.Name.StartsWith(one.Name, StringComparison.Ordinal);

    private static IEnumerable<((string, SeriesLabel?) Name, int Index)> Named(MetricFamily family) =>
        family.Series.Select((series, i) => ((family.Name + series.Suffix, series.Label), i));
}
