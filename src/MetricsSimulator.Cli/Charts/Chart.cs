using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>A picture of numbers. What it shows is given to it; it knows no run and no Prometheus, and the same numbers give the same bytes.</summary>
/// <param name="Title">What stands above it.</param>
internal abstract record Chart(string Title)
{
    private const double Padding = 12;

    /// <summary>What it shows, in a sentence, for who cannot see it.</summary>
    public abstract string Description { get; }

    /// <summary>What stands beside the title; empty for nothing.</summary>
    public virtual string Subtitle => "";

    /// <summary>The chart as an SVG file of its own.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    public string ToSvg(int width, int height) => new ChartStack([this]).ToSvg(width, height);

    /// <summary>Draws the chart with its title.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="box">The room for it.</param>
    public void DrawIn(SvgWriter svg, Box box)
    {
        var room = box.Width - 2 * Padding;
        var title = TextWidth.Fit(Title, ChartTheme.FontSize * 1.05, room);
        svg.Text(box.Left + Padding, box.Top + 22, title, "title");
        var begin = TextWidth.Of(title, ChartTheme.FontSize * 1.05) + 8;
        svg.Text(box.Left + Padding + begin, box.Top + 22, TextWidth.Fit(Subtitle, ChartTheme.FontSize, room - begin), "muted");
        Draw(svg, box.Inside(Padding, 36, Padding, 8));
    }

    /// <summary>Draws what is below the title.</summary>
    private protected abstract void Draw(SvgWriter svg, Box box);

    /// <summary>An instant as descriptions have it.</summary>
    private protected static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
