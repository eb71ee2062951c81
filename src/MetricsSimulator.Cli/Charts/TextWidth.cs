namespace MetricsSimulator.Cli.Charts;

/// <summary>
/// The width of a text in any sans-serif font. It is that of DejaVu Sans, rounded up, which is wider than Helvetica, Arial and Segoe, so that a text that fits by this measure
/// fits with every such font.
/// </summary>
internal static class TextWidth
{
    /// <summary>The width of a text in pixels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font, in pixels.</param>
    public static double Of(string text, double size)
    {
        double width = 0;
        foreach (var c in text) width += WidthOf(c);
        return width * size;
    }

    /// <summary>A text, or if it does not fit, its beginning with … at the end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font, in pixels.</param>
    /// <param name="room">The available width, in pixels.</param>
    public static string Fit(string text, double size, double room)
    {
        if (Of(text, size) <= room) return text;
        var length = text.Length;
        while (length > 0 && Of(text[..length], size) + size > room) length--;
        // Do not cut a surrogate pair in half.
        if (length > 0 && char.IsHighSurrogate(text[length - 1])) length--;
        return length == 0 ? "" : text[..length].TrimEnd() + "…";
    }

    private static double WidthOf(char c) => c switch
    {
        'i' or 'j' or 'l' or '\'' or '|' => 0.34,
        ' ' or '.' or ',' or ':' or ';' or '!' or 'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' or 'I' => 0.42,
        'm' or 'w' or 'W' or 'M' or '%' or '@' or '…' or '—' => 1,
        '_' => 0.52,
        '=' or '<' or '>' or '+' or '~' or '±' or '≤' => 0.84,
        >= 'A' and <= 'Z' => 0.73,
        // Characters of East Asian scripts are as wide as high.
        >= '\u1100' => 1,
        _ => 0.64,
    };
}
