using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>One large number, with earlier values below it.</summary>
/// <param name="Title">The title above the chart.</param>
/// <param name="Value">The number; NaN for none.</param>
internal sealed record StatChart(string Title, double Value) : Chart(Title)
{
    /// <summary>The unit of the number.</summary>
    public ChartUnit Unit { get; init; } = ChartUnit.None;

    /// <summary>The earlier values, ascending in time; empty to show only the number.</summary>
    public ImmutableArray<ChartPoint> Points { get; init; } = [];

    /// <summary>The number of its colour, from 0.</summary>
    public int Colour { get; init; }

    /// <inheritdoc/>
    public override string Description => $"{Title}: {Unit.Format(Value)}.";

    /// <inheritdoc/>
    private protected override void Draw(SvgWriter svg, Box box)
    {
        var text = Unit.Format(Value);
        var isDrawn = Points.Length > 1 && Points[^1].Instant > Points[0].Instant && box.Height >= 48;
        var share = isDrawn ? 0.5 : 0.85;
        var size = Math.Max(12, Math.Min(Math.Min(44, box.Height * share), box.Width / Math.Max(1, TextWidth.Of(text, 1))));
        svg.Text(box.Left, box.Top + size * 0.95, text, "big", size: size);
        if (!isDrawn) return;

        var values = Points.Select(point => point.Value).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var room = box.Inside(0, size * 1.1 + 4, 0, 2);
        var (begin, end) = (Points[0].Instant, Points[^1].Instant);
        var plot = new PlotArea(room, new TimeAxis(begin, end, room.Width), new ValueAxis(Math.Min(0, values.Min()), Math.Max(0, values.Max()), Unit, 1));
        var points = PointThinner.Thin(Points, begin, end, (int)Math.Max(1, room.Width));
        svg.Path(plot.SurfaceOf(points, isStepped: false), $"area {ChartTheme.Colour(Colour)}");
        svg.Path(plot.PathOf(points, isStepped: false), $"line {ChartTheme.Colour(Colour)}");
    }
}
