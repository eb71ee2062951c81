using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>
/// The look of every picture, light or dark as the viewer prefers. People with any kind of colour blindness can distinguish the colours of lines, which follow the palettes of
/// Okabe and Ito (2008) and of Tol (2021). Their contrast with the background is at least 3 to 1, as WCAG 2.2 requires for graphics (1.4.11).
/// </summary>
internal static class ChartTheme
{
    /// <summary>The size of the font, in pixels.</summary>
    public const double FontSize = 12;

    /// <summary>The background of a light chart.</summary>
    public const string LightGround = "#ffffff";

    /// <summary>The background of a dark chart.</summary>
    public const string DarkGround = "#14181f";

    /// <summary>The colours of lines in a light chart, in the order in which they are used.</summary>
    public static readonly ImmutableArray<string> Light = ["#0072b2", "#d55e00", "#008a64", "#aa4499", "#8f6e00", "#3d8fc7", "#882255", "#666f7c"];

    /// <summary>The same colours for a dark chart.</summary>
    public static readonly ImmutableArray<string> Dark = ["#56b4e9", "#f58a4b", "#2fc49d", "#dd8fca", "#e3b633", "#8fc8f5", "#e06c95", "#a6afbd"];

    /// <summary>The style sheet of a picture.</summary>
    public static readonly string Style = string.Concat(
        "text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}",
        ".title{font-weight:600}.heading{font-size:17px;font-weight:600}.small{font-size:11px}.big{font-weight:600}",
        ".line{fill:none;stroke:currentColor;stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}.faint{stroke-width:1.1;opacity:.55}",
        ".dashed{stroke-dasharray:6 4}.dotted{stroke-dasharray:.1 4;stroke-width:2}.dot{stroke-width:4}.fill{fill:currentColor}.area{fill:currentColor;opacity:.14}.band{fill:currentColor;opacity:.17}",
        ".span{opacity:.2}.cell{fill:currentColor}",
        string.Concat(Enumerable.Range(1, 8).Select(level => $".l{level}{{opacity:{SvgWriter.Spelled(level + 2)}}}")),
        Colours(Light, LightGround, board: "#f3f4f6", card: "#e1e4e8", grid: "#e8eaed", axis: "#b9bfc8", text: "#1f2328", muted: "#59636e", truth: "#d99000"),
        "@media(prefers-color-scheme:dark){",
        Colours(Dark, DarkGround, board: "#0b0e13", card: "#2a303a", grid: "#272d37", axis: "#4a5361", text: "#e6e9ee", muted: "#9aa4b2", truth: "#e3a008"),
        "}");

    /// <summary>The class of a line's colour.</summary>
    /// <param name="number">The number of the colour, from 0; after the last colour, the first is used again.</param>
    public static string Colour(int number) => $"c{number % Light.Length}";

    private static string Colours(
        ImmutableArray<string> lines, string ground, string board, string card, string grid, string axis, string text, string muted, string truth) =>
        string.Concat(lines.Select((colour, i) => $".c{i}{{color:{colour}}}"))
        + $"text{{fill:{text}}}.muted{{fill:{muted}}}.quiet{{color:{muted}}}.ground{{fill:{ground}}}.board{{fill:{board}}}.card{{fill:{ground};stroke:{card}}}"
        + $".grid{{fill:none;stroke:{grid}}}.axis{{fill:none;stroke:{axis}}}.truth{{color:{truth}}}";
}
