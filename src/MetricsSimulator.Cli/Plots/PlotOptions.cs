using MetricsSimulator.Cli.Curves;

namespace MetricsSimulator.Cli.Plots;

/// <summary>How metrics are drawn.</summary>
/// <param name="After">How long after the start of the run the picture begins.</param>
/// <param name="Duration">How much of the run it shows, above zero.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">The height of each chart in pixels.</param>
internal sealed record PlotOptions(TimeSpan After, TimeSpan Duration, int Width, int Height)
{
    /// <summary>What is read off the metrics; null for what is natural for their types.</summary>
    public Measure? Measure { get; init; }

    /// <summary>The label whose values have a line each; null for one line of all.</summary>
    public string? By { get; init; }

    /// <summary>The span that rates, means and quantiles look back over; null for one that suits the picture.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>How many seeds are drawn, from that of the run on; null for that of the run alone, without theory.</summary>
    public int? Seeds { get; init; }

    /// <summary>Whether the clean twin is drawn beside the run.</summary>
    public bool HasTwin { get; init; }
}
