namespace MetricsSimulator.Cli.Charts;

/// <summary>A shaded span of time: when something was injected.</summary>
/// <param name="Begin">When it begins.</param>
/// <param name="End">When it ends.</param>
/// <param name="Label">What it is; it stands above the span where there is room.</param>
internal sealed record ChartSpan(DateTimeOffset Begin, DateTimeOffset End, string Label);
