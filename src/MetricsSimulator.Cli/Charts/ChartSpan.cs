namespace MetricsSimulator.Cli.Charts;

/// <summary>A shaded span of time, in which an anomaly acts.</summary>
/// <param name="Begin">Its start.</param>
/// <param name="End">Its end.</param>
/// <param name="Label">Its text, shown above the span if there is room.</param>
internal sealed record ChartSpan(DateTimeOffset Begin, DateTimeOffset End, string Label);
