namespace MetricsSimulator.Metrics;

/// <summary>A run of consecutive label sets of a <see cref="LabelSpace"/>.</summary>
/// <param name="First">The number of the first label set.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct SeriesRange(int First, int Count)
{
    /// <summary>Whether a label set is among them.</summary>
    /// <param name="number">The number of the label set.</param>
    public bool Contains(int number) => number >= First && number - First < Count;

    /// <summary>All label sets.</summary>
    public static SeriesRange All(LabelSets labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new SeriesRange(0, labels.Count);
    }
}
