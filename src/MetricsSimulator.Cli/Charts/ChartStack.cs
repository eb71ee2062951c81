using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>Charts of the same size, one below another.</summary>
/// <param name="Charts">The charts, at least one.</param>
internal sealed record ChartStack(ImmutableArray<Chart> Charts)
{
    /// <summary>The charts as one SVG file.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height of each chart in pixels.</param>
    public string ToSvg(int width, int height) =>
        SvgWriter.Picture(width, (double)height * Charts.Length, string.Join(", ", Charts.Select(chart => chart.Title)), string.Join(' ', Charts.Select(chart => chart.Description)), svg =>
        {
            svg.Rectangle(new Box(0, 0, width, (double)height * Charts.Length), "ground", radius: 6);
            for (var i = 0; i < Charts.Length; i++) Charts[i].DrawIn(svg, new Box(0, (double)i * height, width, height));
        });
}
