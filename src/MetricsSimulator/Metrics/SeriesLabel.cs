namespace MetricsSimulator.Metrics;

/// <summary>
/// A label whose value is a number, such as the upper bound of a bucket. Formats write the number differently: text 0.0.4 writes
/// <c>le="60"</c>, and OpenMetrics <c>le="60.0"</c>.
/// </summary>
/// <param name="Name">The name: <c>le</c>.</param>
/// <param name="Number">The value; may be +∞.</param>
public readonly record struct SeriesLabel(string Name, double Number);
