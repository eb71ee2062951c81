namespace MetricsSimulator.Formats.Otlp;

/// <summary>Tells which total a point has. Of two totals with the same key, the later one contains the earlier one.</summary>
/// <param name="Series">The label set: a number that it alone has in its run.</param>
/// <param name="Start">Since when it counts, in ticks of 100 ns in UTC; 0 for a gauge.</param>
public readonly record struct PointKey(long Series, long Start);
