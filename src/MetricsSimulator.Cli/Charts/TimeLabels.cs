namespace MetricsSimulator.Cli.Charts;

/// <summary>The labels below a time axis.</summary>
internal static class TimeLabels
{
    private const double Size = 11;
    private const string Zone = "UTC";

    /// <summary>Draws the labels. None overlaps with another, and none goes beyond the edges.</summary>
    /// <param name="svg">The destination.</param>
    /// <param name="time">The axis.</param>
    /// <param name="plot">The area above the labels.</param>
    /// <param name="left">The left edge of the space for labels.</param>
    public static void Draw(SvgWriter svg, TimeAxis time, Box plot, double left)
    {
        var taken = left + TextWidth.Of(Zone, Size);
        // A first label with the day is more useful than the zone, if there is no room for both.
        if (time.Ticks is [var first, ..] && plot.Left + time.Position(first.Instant) * plot.Width - TextWidth.Of(first.Label, Size) / 2 < taken + 4) taken = left - 16;
        else svg.Text(left, plot.Bottom + 15, Zone, "small muted");
        foreach (var (instant, label) in time.Ticks)
        {
            var half = TextWidth.Of(label, Size) / 2;
            var x = plot.Left + time.Position(instant) * plot.Width;
            if (x - half < taken + 4 || x + half > plot.Right + 26) continue;
            svg.Text(x, plot.Bottom + 15, label, "small muted", TextAnchor.Middle);
            taken = x + half;
        }
    }
}
