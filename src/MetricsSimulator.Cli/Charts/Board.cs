using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>Several charts in a grid of 24 columns, whose rows are as high as those of a Grafana dashboard.</summary>
/// <param name="Title">The title above the charts; empty for none.</param>
/// <param name="Panels">The charts and their places.</param>
internal sealed record Board(string Title, ImmutableArray<BoardPanel> Panels)
{
    /// <summary>The number of columns.</summary>
    public const int Columns = 24;

    private const double Margin = 12;
    private const double Gap = 8;
    private const double RowHeight = 38;
    private const double HeadingHeight = 36;

    /// <summary>The text beside the title; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The board as an SVG file.</summary>
    /// <param name="width">The width in pixels; the height follows from the rows.</param>
    public string ToSvg(int width = 1200)
    {
        var top = Title.Length == 0 ? Margin : Margin + HeadingHeight;
        var rows = Panels.Select(panel => panel.Row + panel.Rows).DefaultIfEmpty(0).Max();
        var height = top + rows * RowHeight - Gap + Margin;
        var column = (width - 2 * Margin + Gap) / Columns;
        var description = string.Join(' ', Panels.Select(panel => $"{panel.Chart.Title}: {panel.Chart.Description}"));
        return SvgWriter.Picture(width, height, Title.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Panels.Length} charts") : Title, description, svg =>
        {
            svg.Rectangle(new Box(0, 0, width, height), "board", radius: 6);
            svg.Text(Margin + 2, Margin + 22, Title, "heading");
            svg.Text(Margin + 2 + TextWidth.Of(Title, 18) + 12, Margin + 22, Subtitle, "muted");
            foreach (var panel in Panels)
            {
                var box = new Box(
                    Margin + panel.Column * column, top + panel.Row * RowHeight, panel.Columns * column - Gap, panel.Rows * RowHeight - Gap);
                svg.Rectangle(box, "card", radius: 4);
                panel.Chart.DrawIn(svg, box);
            }
        });
    }
}
