namespace MetricsSimulator.Cli.Charts;

/// <summary>A bar of a chart.</summary>
/// <param name="Name">The text before it.</param>
/// <param name="Value">Its length, 0 or more.</param>
internal sealed record ChartBar(string Name, double Value);
