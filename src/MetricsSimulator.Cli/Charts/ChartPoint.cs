namespace MetricsSimulator.Cli.Charts;

/// <summary>A value at an instant.</summary>
/// <param name="Instant">The instant.</param>
/// <param name="Value">The value; NaN or infinite for none, which leaves a gap in the line.</param>
internal readonly record struct ChartPoint(DateTimeOffset Instant, double Value);
