using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// Finds series that two families of a layout both have. It compares label sets by their dimensions, so that a million of them cost nothing if
/// the values of one label have nothing in common.
/// </summary>
internal static class SharedSeries
{
    /// <summary>Finds the first series that appears twice among families.</summary>
    /// <returns>Its name and labels, as an exposition writes them; null if all differ.</returns>
    public static string? Find(ImmutableArray<MetricFamily> families)
    {
        foreach (var sharing in NamesOf(families).Where(sharing => sharing.Count() > 1))
        {
            var group = sharing.ToArray();
            for (var i = 0; i < group.Length; i++)
                for (var j = i + 1; j < group.Length; j++)
                    if (FindLabelSet(group[i], group[j]) is { } labelSet) return sharing.Key + group[i].Labels.Format(labelSet);
        }

        return null;
    }

    private static ILookup<string, MetricFamily> NamesOf(ImmutableArray<MetricFamily> families) => families
        .SelectMany(family => family.Series.Select(series => series.Suffix).Distinct(StringComparer.Ordinal).Select(suffix => (Name: family.Name + suffix, family)))
        .ToLookup(pair => pair.Name, pair => pair.family, StringComparer.Ordinal);

    /// <summary>The number in the first family of a label set that both show; null if there is none.</summary>
    private static int? FindLabelSet(MetricFamily one, MetricFamily other)
    {
        if (LabelSetMatch.Between(one.Labels, other.Labels) is not { } numberOf) return null;
        foreach (var labelSet in one.LabelSets)
            if (other.Range.Contains(numberOf(labelSet.Number))) return labelSet.Number;
        return null;
    }
}
