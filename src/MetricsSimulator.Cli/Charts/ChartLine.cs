using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>A line of a chart. Lines with the same name and style share an entry of the legend.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points, ascending in time. A NaN or infinite value is a gap.</param>
internal sealed record ChartLine(string Name, ImmutableArray<ChartPoint> Points)
{
    /// <summary>Its style.</summary>
    public LineStyle Style { get; init; }

    /// <summary>The number of its colour, from 0; null for the next free one. A dashed or dotted line without a number is grey.</summary>
    public int? Colour { get; init; }

    /// <summary>Whether a value holds until the next point. Otherwise it changes evenly.</summary>
    public bool IsStepped { get; init; }

    /// <summary>Whether the surface below it is filled.</summary>
    public bool IsFilled { get; init; }
}
