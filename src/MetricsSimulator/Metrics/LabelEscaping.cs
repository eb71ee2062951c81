using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>
/// How a label value is written between its quotes: <c>\</c>, <c>"</c> and the line feed are escaped, in text 0.0.4 and in OpenMetrics alike.
/// Source: Prometheus, "Exposition formats", section "Comments, help text, and type information". Thread-safe.
/// </summary>
internal static class LabelEscaping
{
    /// <summary>The value with its escapes.</summary>
    public static string Escape(string value) =>
        value.AsSpan().ContainsAny('\\', '"', '\n')
            ? value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            : value;

    /// <summary>The value that <see cref="Escape"/> was given.</summary>
    public static string Unescape(string escaped)
    {
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
