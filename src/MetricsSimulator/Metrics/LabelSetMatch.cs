namespace MetricsSimulator.Metrics;

/// <summary>Finds label sets of one family in another, whatever their order and that of their labels.</summary>
public static class LabelSetMatch
{
    /// <summary>Compares label sets.</summary>
    /// <param name="from">The label sets that are looked for.</param>
    /// <param name="to">Those in which they are looked for.</param>
    /// <returns>
    /// For the number of a label set its number in the other, −1 when it is not there; for one thread at a time. Null when they have no label set in common.
    /// </returns>
    public static Func<int, int>? Between(LabelSets from, LabelSets to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from is LabelSpace space && to is LabelSpace other) return LabelTranslation.Between(space, other) is { } translation ? translation.NumberOf : null;
        if (from.Count == 0 || to.Count == 0) return null;
        if (to is LabelSpace product) return i => product.IndexOf(from.LabelsOf(i));
        var numbers = new Dictionary<string, int>(to.Count, StringComparer.Ordinal);
        for (var i = 0; i < to.Count; i++) numbers.TryAdd(TextOf(to, i), i);
        return i => numbers.GetValueOrDefault(TextOf(from, i), -1);
    }

    /// <summary>A text that two label sets have in common exactly when they have the same labels.</summary>
    public static string TextOf(LabelSets labels, int index)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return string.Join(
            ',', labels.LabelsOf(index).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{TextEscaping.Quoted(label.Value)}\""));
    }
}
