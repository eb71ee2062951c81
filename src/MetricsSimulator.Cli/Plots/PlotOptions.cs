using MetricsSimulator.Cli.Curves;

namespace MetricsSimulator.Cli.Plots;

/// <summary>The options of a plot.</summary>
/// <param name="After">The time from the start of the run to the start of the picture.</param>
/// <param name="Duration">The span of the picture, above zero.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">The height of each chart in pixels.</param>
internal sealed record PlotOptions(TimeSpan After, TimeSpan Duration, int Width, int Height)
{
    /// <summary>The measure to draw; null for the default of each metric's type.</summary>
    public Measure? Measure { get; init; }

    /// <summary>The label whose values have one line each; null for one line of all.</summary>
    public string? By { get; init; }

    /// <summary>The span over which rates, means and quantiles are computed; null for one that follows from the picture.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>The number of seeds to draw, from that of the run on; null to draw only the run, without theory.</summary>
    public int? Seeds { get; init; }

    /// <summary>Whether the clean twin is drawn beside the run.</summary>
    public bool HasTwin { get; init; }
}
