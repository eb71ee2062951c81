using System.Globalization;
using System.Text;

namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>Reads a text in quotes: double and single quotes have the escapes of Go, backquotes have none.</summary>
/// <remarks>Source: prometheus/prometheus, util/strutil/quote.go (Unquote).</remarks>
internal static class QuotedText
{
    /// <summary>Reads the text that begins at a place.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="at">The place of the first quote; then the place after the last.</param>
    /// <exception cref="UnreadableExpressionException">It does not end, or has an unknown escape.</exception>
    public static string Read(string expression, ref int at)
    {
        var quote = expression[at++];
        var text = new StringBuilder();
        while (at < expression.Length && expression[at] != quote)
        {
            if (expression[at] == '\\' && quote != '`') Unescape(expression, ref at, text);
            else text.Append(expression[at++]);
        }

        if (at++ >= expression.Length) throw new UnreadableExpressionException("a text in quotes that does not end");
        return text.ToString();
    }

    private static void Unescape(string expression, ref int at, StringBuilder text)
    {
        var letter = at + 1 < expression.Length ? expression[at + 1] : '\0';
        at += 2;
        const string Letters = "abfnrtv\\'\"";
        const string Meanings = "\a\b\f\n\r\t\v\\'\"";
        if (Letters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var known)
        {
            text.Append(Meanings[known]);
            return;
        }

        var digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0 || at + digits > expression.Length
            || !uint.TryParse(expression.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !Rune.TryCreate(code, out var rune))
            throw new UnreadableExpressionException($"the escape '\\{letter}'");
        at += digits;
        text.Append(rune);
    }
}
