using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>A line of a chart. Lines with the same name and look share an entry of the legend.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, ascending in time. A value that is no finite number is a gap.</param>
internal sealed record ChartLine(string Name, ImmutableArray<ChartPoint> Points)
{
    /// <summary>What it looks like.</summary>
    public LineStyle Style { get; init; }

    /// <summary>The number of its colour, from 0; null for the next that is free. A dashed or dotted line without one is grey.</summary>
    public int? Colour { get; init; }

    /// <summary>Whether a value holds until the next point, rather than changing evenly.</summary>
    public bool IsStepped { get; init; }

    /// <summary>Whether the surface below it is filled.</summary>
    public bool IsFilled { get; init; }
}
