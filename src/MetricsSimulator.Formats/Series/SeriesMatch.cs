using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Series;

/// <summary>Finds the series that two layouts have in common: those with the same name and the same labels.</summary>
internal static class SeriesMatch
{
    /// <summary>Finds them.</summary>
    /// <returns>For each its number in the first and in the second layout, counted as <see cref="SeriesTable"/> counts them.</returns>
    public static IEnumerable<(int One, int Other)> Between(Layout one, Layout other)
    {
        var first = 0;
        foreach (var family in one.Families)
        {
            var otherFirst = 0;
            foreach (var candidate in other.Families)
            {
                foreach (var pair in Between(family, candidate)) yield return (first + pair.One, otherFirst + pair.Other);
                otherFirst += candidate.Range.Count * candidate.Series.Length;
            }

            first += family.Range.Count * family.Series.Length;
        }
    }

    private static IEnumerable<(int One, int Other)> Between(MetricFamily one, MetricFamily other)
    {
        if (!MayShareNames(one, other) || LabelTranslation.Between(one.Labels, other.Labels) is not { } translation) yield break;
        var series = Named(one).Join(Named(other), named => named.Name, named => named.Name, (a, b) => (One: a.Index, Other: b.Index)).ToArray();
        foreach (var labelSet in one.LabelSets)
        {
            var number = translation.NumberOf(labelSet.Number);
            if (!other.Range.Contains(number)) continue;
            var (row, otherRow) = (labelSet.Number - one.Range.First, number - other.Range.First);
            foreach (var pair in series) yield return (row * one.Series.Length + pair.One, otherRow * other.Series.Length + pair.Other);
        }
    }

    // h_sum may be a series of the histogram h, and a gauge of its own in another layout.
    private static bool MayShareNames(MetricFamily one, MetricFamily other) =>
        one.Name.StartsWith(other.Name, StringComparison.Ordinal) || other.Name.StartsWith(one.Name, StringComparison.Ordinal);

    private static IEnumerable<((string, SeriesLabel?) Name, int Index)> Named(MetricFamily family) =>
        family.Series.Select((series, i) => ((family.Name + series.Suffix, series.Label), i));
}
