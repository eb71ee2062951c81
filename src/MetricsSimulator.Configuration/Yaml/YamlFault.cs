using YamlDotNet.Core;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>The error in a text that is not valid YAML: its place, as a person would name it, and the text found there. Immutable.</summary>
/// <remarks>The parser stops at the first place that it cannot read, often one line after the error.</remarks>
internal sealed class YamlFault
{
    private const string Usual = "Blocks are indented with spaces, and a key is followed by ': '.";

    private YamlFault(int line, int column, string rule, string found, string explanation = Usual) =>
        (Line, Column, Message, Explanation) = (line, column, $"{rule}, got {found}", explanation);

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1.</summary>
    public int Column { get; }

    /// <summary>The rule that is broken, and the text that was found, without a full stop.</summary>
    public string Message { get; }

    /// <summary>The sentences that tell the user how to correct the text.</summary>
    public string Explanation { get; }

    /// <summary>Finds the error that made the parser stop.</summary>
    /// <param name="lines">The text.</param>
    /// <param name="exception">The exception of the parser.</param>
    /// <param name="open">The beginnings of the lists and maps that are still open there, the innermost first.</param>
    public static YamlFault Of(YamlLines lines, YamlException exception, IEnumerable<Mark> open)
    {
        var (line, column) = ((int)Math.Max(1, exception.Start.Line), (int)Math.Max(1, exception.Start.Column));
        bool Says(string words) => exception.Message.Contains(words, StringComparison.Ordinal);
        if (Says("invalid tab") && FirstTab(lines) is var (tabLine, tabColumn)) return new YamlFault(tabLine, tabColumn, "a line must be indented with spaces", "a tab");
        if (Says("multiline plain scalar")) return AtLineWithoutColon(lines, line);
        if (Says("plain scalar value")) return AtSecondColon(lines, line, column);
        if (open.Where(mark => lines.From((int)mark.Line, (int)mark.Column) is ['[' or '{', ..]).Select(mark => (Mark?)mark).FirstOrDefault() is { } bracket && (Says("flow") || Says(GuardedParser.NoSense) || lines.IsEnd(line, column)))
            return InBracket(lines, (int)bracket.Line, (int)bracket.Column, line, column, hasStopped: !Says(GuardedParser.NoSense));
        if (Says("escape") || Says("surrogate")) return AtEscape(lines, exception);
        if (Says("quoted scalar")) return new YamlFault(line, column, "a quote must be closed, and the text in it indented", Quote(lines.From(line, column)));
        if (Says("cannot start any token") && lines.From(line, column) is { Length: > 0 } text) return new YamlFault(line, column, $"a text that begins with {text[0]} must be in quotes", Quote(text));
        if (Says("node content")) return new YamlFault(line, column, "must be a value", Found(lines, line, column));
        if (Says("did not find expected key")) return AtMissingKey(lines, line, column);
        return new YamlFault(line, column, char.ToLowerInvariant(exception.Message[0]) + exception.Message[1..].TrimEnd('.'), Found(lines, line, column));
    }

    // YAML continues a text without ': ' in the next line, up to a ':' that the text cannot contain.
    private static YamlFault AtLineWithoutColon(YamlLines lines, int line)
    {
        var first = line;
        while (first > 1 && lines[first - 1].Trim() is { Length: > 0 } above && !IsEntry(above)) first--;
        if (first == line && line > 1 && lines[line - 1].TrimStart() is ['-', ' ', ..]) first--;
        var found = lines.From(first, 1);
        return new YamlFault(
            first, lines.Indentation(first), "must be 'key: value'", Quote(found), found.Contains(':', StringComparison.Ordinal) ? "A ':' needs a space behind it." : Usual);
    }

    private static bool IsEntry(string line) => line.Contains(": ", StringComparison.Ordinal) || line.EndsWith(':') || line is ['-' or '#' or '?', ..];

    private static YamlFault AtSecondColon(YamlLines lines, int line, int column)
    {
        var first = lines[line].IndexOf(": ", StringComparison.Ordinal) + 1;
        if (first == 0 || first >= column) return new YamlFault(line, lines.Indentation(line), "must not be indented more than the line above, which has a value", Quote(lines.From(line, 1)));
        var begin = first + 1 + lines[line][first..].TakeWhile(c => c == ' ').Count();
        return new YamlFault(line, begin, "a text with ': ' in it must be in quotes", Quote(lines.From(line, begin)));
    }

    private static YamlFault InBracket(YamlLines lines, int line, int column, int reachedLine, int reachedColumn, bool hasStopped)
    {
        var (open, close) = lines.From(line, column)[0] == '[' ? ('[', ']') : ('{', '}');
        var isEnd = lines.IsEnd(reachedLine, reachedColumn);
        // If the parser stopped in the same line, a comma is missing; if further below, more likely the bracket.
        return hasStopped && !isEnd && reachedLine == line
            ? new YamlFault(line, reachedColumn, $"must be ',' or '{close}'", Found(lines, line, reachedColumn))
            : new YamlFault(line, column, $"'{open}' must be closed with '{close}', with ',' between values", isEnd ? "the end of the file" : Quote(lines.From(line, column)));
    }

    private static YamlFault AtEscape(YamlLines lines, YamlException exception)
    {
        var (line, reached) = ((int)exception.End.Line, (int)exception.End.Column);
        var column = lines[line][..Math.Min(reached, lines[line].Length)].LastIndexOf('\\') + 1;
        if (column == 0) column = reached;
        return new YamlFault(line, column, "must be an escape that YAML knows", Quote(lines.From(line, column)), "In double quotes, write a backslash twice; in single quotes, it is a character like others.");
    }

    private static YamlFault AtMissingKey(YamlLines lines, int line, int column)
    {
        var found = lines.From(line, column);
        if (column > lines.Indentation(line)) return new YamlFault(line, column, "must be the end of the line, behind a value", Quote(found), "A text with a quote in it must be in quotes of the other kind.");
        return new YamlFault(line, column, IsEntry(found) && found is not ['-', ..] ? "must be indented like another key above" : "must be 'key: value'", Quote(found));
    }

    private static (int Line, int Column)? FirstTab(YamlLines lines)
    {
        for (var line = 1; line <= lines.Count; line++)
        {
            var tab = lines[line].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && !lines[line].AsSpan(0, tab).ContainsAnyExcept(' ')) return (line, tab + 1);
        }

        return null;
    }

    private static string Found(YamlLines lines, int line, int column) =>
        lines.IsEnd(line, column) ? "the end of the file" : lines.From(line, column) is { Length: > 0 } rest ? Quote(rest) : "the end of the line";

    private static string Quote(string found)
    {
        const int Limit = 40;
        return found.Length <= Limit ? $"'{found}'" : $"'{found[..Limit]}…'";
    }
}
