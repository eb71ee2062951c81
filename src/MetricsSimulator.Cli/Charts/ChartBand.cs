using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>A surface between two lines: where values are expected.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Where it lies, ascending in time.</param>
internal sealed record ChartBand(string Name, ImmutableArray<BandPoint> Points)
{
    /// <summary>The number of its colour, from 0; null for grey.</summary>
    public int? Colour { get; init; }
}
