namespace MetricsSimulator.Metrics;

/// <summary>A label set that a family shows: its number, and the place of its values.</summary>
/// <param name="Number">Its number in <see cref="MetricFamily.Labels"/>.</param>
/// <param name="Column">The index of the first of its <see cref="MetricFamily.Stride"/> values in the array of a snapshot.</param>
public readonly record struct ShownLabelSet(int Number, int Column);
