namespace MetricsSimulator.Cli.Charts;

/// <summary>A value at an instant.</summary>
/// <param name="Instant">When.</param>
/// <param name="Value">The value; not a finite number where there is none, which leaves a gap in the line.</param>
internal readonly record struct ChartPoint(DateTimeOffset Instant, double Value);
