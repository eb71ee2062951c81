using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>
/// How the text formats of Prometheus escape: a backslash precedes <c>\</c> and, in quoted text, <c>"</c>; a line feed is written as
/// <c>\n</c>. Source: Prometheus, "Exposition formats", section "Comments, help text, and type information".
/// </summary>
public static class TextEscaping
{
    /// <summary>Escapes text between quotes, or the help of OpenMetrics, which has the same rule.</summary>
    public static string Quoted(string text) => Unquoted(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>Escapes text without quotes around it: the help of text 0.0.4.</summary>
    public static string Unquoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }

    /// <summary>The text from which <see cref="Quoted"/> made an escaped one.</summary>
    public static string Unescape(string escaped)
    {
        ArgumentNullException.ThrowIfNull(escaped);
        if (!escaped.Contains('\\', StringComparison.Ordinal)) return escaped;
        var value = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                value.Append(escaped[i]);
                continue;
            }

            i++;
            value.Append(escaped[i] == 'n' ? '\n' : escaped[i]);
        }

        return value.ToString();
    }
}
