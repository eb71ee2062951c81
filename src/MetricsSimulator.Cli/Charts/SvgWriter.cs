using System.Globalization;
using System.Text;

namespace MetricsSimulator.Cli.Charts;

/// <summary>
/// Writes a picture as SVG: rounded to a tenth of a pixel, escaped, the same on every machine. The classes of <see cref="ChartTheme"/> give the look. One
/// thread at a time. Source: W3C, Scalable Vector Graphics (SVG) 2.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>A whole picture.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="title">Its title, for people who cannot see it.</param>
    /// <param name="description">Its description, for people who cannot see it.</param>
    /// <param name="draw">Draws it.</param>
    public static string Picture(double width, double height, string title, string description, Action<SvgWriter> draw)
    {
        var writer = new SvgWriter();
        var (w, h) = (Number(width), Number(height));
        writer._text.Append($"""<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img">""").Append('\n');
        writer._text.Append($"<title>{Escaped(title)}</title>\n<desc>{Escaped(description)}</desc>\n<style>{ChartTheme.Style}</style>\n");
        draw(writer);
        return writer._text.Append("</svg>\n").ToString();
    }

    /// <summary>Writes a text.</summary>
    /// <param name="x">The horizontal place of the text.</param>
    /// <param name="y">The baseline of the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="look">Its classes; empty for plain text.</param>
    /// <param name="anchor">The part of the text that is at <paramref name="x"/>.</param>
    /// <param name="size">The size of the font in pixels; null for that of its classes.</param>
    public void Text(double x, double y, string text, string look = "", TextAnchor anchor = TextAnchor.Start, double? size = null)
    {
        if (text.Length == 0) return;
        _text.Append($"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{Class(look)}");
        if (anchor != TextAnchor.Start) _text.Append(anchor == TextAnchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        // A class has a size too, and a rule of a style sheet comes before an attribute.
        if (size is { } pixels) _text.Append($" style=\"font-size:{Number(pixels)}px\"");
        _text.Append($">{Escaped(text)}</text>\n");
    }

    /// <summary>Draws a rectangle.</summary>
    /// <param name="box">The place of the rectangle.</param>
    /// <param name="look">Its classes.</param>
    /// <param name="radius">The radius of its corners in pixels.</param>
    /// <param name="tip">The text that is shown when somebody points at it; null for none.</param>
    public void Rectangle(Box box, string look, double radius = 0, string? tip = null)
    {
        _text.Append($"<rect x=\"{Number(box.Left)}\" y=\"{Number(box.Top)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\"{Class(look)}");
        if (radius > 0) _text.Append($" rx=\"{Number(radius)}\"");
        _text.Append(tip is null ? "/>\n" : $"><title>{Escaped(tip)}</title></rect>\n");
    }

    /// <summary>Draws a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="look">Its classes.</param>
    /// <param name="tip">The text that is shown when somebody points at it; null for none.</param>
    public void Path(SvgPath path, string look, string? tip = null)
    {
        if (path.IsEmpty) return;
        _text.Append($"<path d=\"{path}\"{Class(look)}").Append(tip is null ? "/>\n" : $"><title>{Escaped(tip)}</title></path>\n");
    }

    /// <summary>A number of pixels, to a tenth.</summary>
    public static string Number(double pixels) => Spelled(Tenths(pixels));

    /// <summary>A number of pixels in tenths.</summary>
    public static int Tenths(double pixels) => (int)Math.Round(Math.Clamp(pixels, -1e6, 1e6) * 10);

    /// <summary>A number of pixels, given in tenths, in as few characters as possible.</summary>
    public static string Spelled(int tenths)
    {
        var (whole, digit) = Math.DivRem(Math.Abs(tenths), 10);
        var text = (whole, digit) switch
        {
            (_, 0) => whole.ToString(CultureInfo.InvariantCulture),
            (0, _) => string.Create(CultureInfo.InvariantCulture, $".{digit}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole}.{digit}"),
        };
        return tenths < 0 ? "-" + text : text;
    }

    private static string Class(string look) => look.Length == 0 ? "" : $" class=\"{look}\"";

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            // XML 1.0 cannot contain such a character.
            if (c is < ' ' and not ('\t' or '\n') or '\uFFFE' or '\uFFFF') escaped.Append('\uFFFD');
            else escaped.Append(c);
        }

        // Encoding replaces half a surrogate pair, which is not text.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(escaped.ToString()))
            .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
    }
}
