using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>A surface between two lines, in which values are expected.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its edges, ascending in time.</param>
internal sealed record ChartBand(string Name, ImmutableArray<BandPoint> Points)
{
    /// <summary>The number of its colour, from 0; null for grey.</summary>
    public int? Colour { get; init; }
}
