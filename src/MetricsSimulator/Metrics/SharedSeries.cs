using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// Finds series that two families of a layout would both have. Label sets are compared by their dimensions, so that a million of them cost nothing as
/// long as one label has no value in common.
/// </summary>
internal static class SharedSeries
{
    /// <summary>Finds the first series that stands twice among families.</summary>
    /// <returns>Its name and labels, as an exposition has them; null when all differ.</returns>
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

    /// <summary>The number that a label set which both show has in the first; null when there is none.</summary>
    private static int? FindLabelSet(MetricFamily one, MetricFamily other)
    {
        if (Translate(one.Labels.Dimensions, other.Labels.Dimensions) is not { } translated) return null;
        var digits = new int[translated.Length];
        var otherDigits = new int[translated.Length];
        foreach (var labelSet in one.LabelSets)
        {
            one.Labels.Digits(labelSet.Number, digits);
            if (IsTranslated(digits, translated, otherDigits) && other.Range.Contains(other.Labels.NumberOf(otherDigits))) return labelSet.Number;
        }

        return null;
    }

    /// <summary>
    /// For each dimension of the one, which dimension of the other it is, and which value of that each of its values is, −1 for none. Null when they
    /// have other labels, or one label has no value in common.
    /// </summary>
    private static (int Dimension, int[] Values)[]? Translate(ImmutableArray<LabelDimension> one, ImmutableArray<LabelDimension> other)
    {
        if (one.Length != other.Length) return null;
        var translated = new (int Dimension, int[] Values)[one.Length];
        for (var d = 0; d < one.Length; d++)
        {
            var same = -1;
            for (var e = 0; e < other.Length && same < 0; e++)
                if (other[e].Name == one[d].Name) same = e;
            if (same < 0) return null;
            if (TranslateValues(one[d], other[same]) is not { } values) return null;
            translated[d] = (same, values);
        }

        return translated;
    }

    private static int[]? TranslateValues(LabelDimension one, LabelDimension other)
    {
        var values = new int[one.Count];
        Array.Fill(values, -1);
        var any = false;
        if (one.Count <= other.Count)
            for (var i = 0; i < one.Count; i++) any |= (values[i] = other.IndexOf(one.Value(i))) >= 0;
        else
            for (var i = 0; i < other.Count; i++)
                if (one.IndexOf(other.Value(i)) is >= 0 and var index) (values[index], any) = (i, true);
        return any ? values : null;
    }

    private static bool IsTranslated(int[] digits, (int Dimension, int[] Values)[] translated, int[] otherDigits)
    {
        for (var d = 0; d < digits.Length; d++)
        {
            var (dimension, values) = translated[d];
            otherDigits[dimension] = values[digits[d]];
            if (values[digits[d]] < 0) return false;
        }

        return true;
    }
}
