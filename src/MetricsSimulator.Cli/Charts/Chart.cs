using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>A picture of given numbers. It knows neither runs nor Prometheus; equal numbers give equal bytes.</summary>
/// <param name="Title">The title above the chart.</param>
internal abstract record Chart(string Title)
{
    private const double Padding = 12;

    /// <summary>A description in one sentence, for people who cannot see the chart.</summary>
    public abstract string Description { get; }

    /// <summary>The text beside the title; empty for none.</summary>
    public virtual string Subtitle => "";

    /// <summary>The chart as a separate SVG file.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    public string ToSvg(int width, int height) => new ChartStack([this]).ToSvg(width, height);

    /// <summary>Draws the chart with its title.</summary>
    /// <param name="svg">The destination.</param>
    /// <param name="box">The space for the chart.</param>
    public void DrawIn(SvgWriter svg, Box box)
    {
        var room = box.Width - 2 * Padding;
        var title = TextWidth.Fit(Title, ChartTheme.FontSize * 1.05, room);
        svg.Text(box.Left + Padding, box.Top + 22, title, "title");
        var begin = TextWidth.Of(title, ChartTheme.FontSize * 1.05) + 8;
        svg.Text(box.Left + Padding + begin, box.Top + 22, TextWidth.Fit(Subtitle, ChartTheme.FontSize, room - begin), "muted");
        Draw(svg, box.Inside(Padding, 36, Padding, 8));
    }

    /// <summary>Draws the part below the title.</summary>
    private protected abstract void Draw(SvgWriter svg, Box box);

    /// <summary>An instant as descriptions write it.</summary>
    private protected static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
