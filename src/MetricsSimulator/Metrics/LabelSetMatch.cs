namespace MetricsSimulator.Metrics;

/// <summary>Finds label sets of one family in another, in which they and their labels may have another order.</summary>
public static class LabelSetMatch
{
    /// <summary>Compares the label sets of two families.</summary>
    /// <param name="from">The label sets to find.</param>
    /// <param name="to">The label sets to search.</param>
    /// <returns>
    /// A function from the number of a label set to its number in the other family, −1 if it is not there; for one thread at a time. Null if no label set is in both.
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

    /// <summary>A text that is the same for two label sets if and only if they have the same labels.</summary>
    public static string TextOf(LabelSets labels, int index)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return string.Join(
            ',', labels.LabelsOf(index).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{TextEscaping.Quoted(label.Value)}\""));
    }
}
