using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>The content of each bucket over time: the darker a cell, the more.</summary>
/// <param name="Title">The title above the chart.</param>
/// <param name="Begin">The start of the time axis.</param>
/// <param name="End">The end of the time axis, after <paramref name="Begin"/>.</param>
/// <param name="Rows">The names of the buckets, from bottom to top.</param>
/// <param name="Columns">For each of equally long spans of time, the content of each bucket: 0 or more, or NaN if it is unknown.</param>
internal sealed record HeatmapChart(string Title, DateTimeOffset Begin, DateTimeOffset End, ImmutableArray<string> Rows, ImmutableArray<ImmutableArray<double>> Columns) : Chart(Title)
{
    private const int Levels = 8;
    private const double AxisHeight = 20;
    private const double LegendHeight = 20;

    /// <summary>The unit of the content.</summary>
    public ChartUnit Unit { get; init; } = ChartUnit.None;

    /// <summary>The number of its colour, from 0.</summary>
    public int Colour { get; init; }

    /// <inheritdoc/>
    public override string Description =>
        $"Heatmap from {Text(Begin)} to {Text(End)} of the buckets {string.Join(", ", Rows.Take(30))}; at most {Unit.Format(Greatest(Columns))} in a cell.";

    /// <inheritdoc/>
    private protected override void Draw(SvgWriter svg, Box box)
    {
        if (Rows.IsEmpty || Columns.IsEmpty) return;
        var gutter = Math.Max(46, Rows.Max(row => TextWidth.Of(row, 11)) + 8);
        var plot = box.Inside(gutter, 0, 14, AxisHeight + LegendHeight);
        // Narrower columns could not be distinguished.
        var columns = Merged((int)Math.Max(1, plot.Width / 3));
        var greatest = Greatest(columns);
        var (width, height) = (plot.Width / columns.Length, plot.Height / Rows.Length);
        for (var level = 1; level <= Levels; level++)
        {
            var cells = new SvgPath();
            for (var row = 0; row < Rows.Length; row++)
            {
                for (var first = 0; first < columns.Length; first++)
                {
                    if (LevelOf(columns[first], row, greatest) != level) continue;
                    var end = first + 1;
                    while (end < columns.Length && LevelOf(columns[end], row, greatest) == level) end++;
                    cells.Rectangle(new Box(plot.Left + first * width, plot.Bottom - (row + 1) * height, (end - first) * width, height));
                    first = end - 1;
                }
            }

            svg.Path(cells, $"cell l{level} {ChartTheme.Colour(Colour)}");
        }

        DrawAxes(svg, plot, box.Left, height);
        DrawScale(svg, box, greatest);
    }

    private void DrawAxes(SvgWriter svg, Box plot, double left, double height)
    {
        svg.Path(new SvgPath().Move(plot.Left, plot.Bottom).Line(plot.Right, plot.Bottom), "axis");
        var every = (int)Math.Ceiling(13 / height);
        for (var row = 0; row < Rows.Length; row += every)
            svg.Text(plot.Left - 8, plot.Bottom - (row + 0.5) * height + 4, Rows[row], "small muted", TextAnchor.End);
        TimeLabels.Draw(svg, new TimeAxis(Begin, End, plot.Width), plot, left);
    }

    private void DrawScale(SvgWriter svg, Box box, double greatest)
    {
        var y = box.Bottom - LegendHeight + 4;
        svg.Text(box.Left, y + 10, "0", "small muted");
        for (var level = 1; level <= Levels; level++) svg.Rectangle(new Box(box.Left + 12 + (level - 1) * 16, y + 1, 16, 10), $"cell l{level} {ChartTheme.Colour(Colour)}");
        svg.Text(box.Left + 18 + Levels * 16, y + 10, Unit.Format(greatest), "small muted");
    }

    // The root makes small numbers in the outer buckets visible beside large ones in the middle.
    private static int LevelOf(ImmutableArray<double> column, int row, double greatest) =>
        column[row] > 0 ? (int)Math.Clamp(Math.Ceiling(Math.Sqrt(column[row] / greatest) * Levels), 1, Levels) : 0;

    private ImmutableArray<ImmutableArray<double>> Merged(int most)
    {
        var together = (Columns.Length + most - 1) / most;
        if (together == 1) return Columns;
        return [.. Columns.Chunk(together).Select(columns => Rows.Select((_, row) => columns.Average(column => column[row])).ToImmutableArray())];
    }

    private static double Greatest(ImmutableArray<ImmutableArray<double>> columns) =>
        columns.SelectMany(column => column).Where(double.IsFinite).DefaultIfEmpty(0).Max();
}
