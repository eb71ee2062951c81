namespace MetricsSimulator.Cli.Charts;

/// <summary>A name in a legend.</summary>
/// <param name="Name">The name.</param>
/// <param name="Look">The classes of the sample before it; empty for none.</param>
/// <param name="IsSurface">Whether it stands for a surface, and not for a line.</param>
internal sealed record LegendEntry(string Name, string Look, bool IsSurface);
