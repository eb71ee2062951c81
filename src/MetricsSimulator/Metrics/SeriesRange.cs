namespace MetricsSimulator.Metrics;

/// <summary>A range of consecutive label sets.</summary>
/// <param name="First">The number of the first label set.</param>
/// <param name="Count">The number of label sets.</param>
public readonly record struct SeriesRange(int First, int Count)
{
    /// <summary>Whether the range contains a label set.</summary>
    /// <param name="number">The number of the label set.</param>
    public bool Contains(int number) => number >= First && number - First < Count;

    /// <summary>All label sets.</summary>
    public static SeriesRange All(LabelSets labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new SeriesRange(0, labels.Count);
    }
}
