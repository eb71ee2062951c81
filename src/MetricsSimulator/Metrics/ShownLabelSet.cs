namespace MetricsSimulator.Metrics;

/// <summary>A label set that a family shows: who it is, and where its values lie. Both are numbers, and neither may stand for the other.</summary>
/// <param name="Number">Its number in <see cref="MetricFamily.Labels"/>.</param>
/// <param name="Column">Where its <see cref="MetricFamily.Stride"/> values begin in the array of a snapshot.</param>
public readonly record struct ShownLabelSet(int Number, int Column);
