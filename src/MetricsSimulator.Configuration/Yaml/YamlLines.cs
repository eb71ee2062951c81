using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>The lines of a text as YAML counts them. Immutable.</summary>
/// <param name="text">The text.</param>
/// <remarks>Source: YAML 1.1, section 4.2, which the parser follows: a carriage return alone ends a line, and so do NEL, LS and PS.</remarks>
internal sealed class YamlLines(string text)
{
    private readonly ImmutableArray<string> _lines = [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r', '\u0085', '\u2028', '\u2029')];

    /// <summary>The number of lines, 1 or more.</summary>
    public int Count => _lines.Length;

    /// <summary>A line, without its end.</summary>
    /// <param name="line">Its number, from 1. A line beyond the last is empty.</param>
    public string this[int line] => line <= _lines.Length ? _lines[line - 1] : "";

    /// <summary>The text of a line from a column to its end, without blanks around it.</summary>
    /// <param name="line">The number of the line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public string From(int line, int column) => column <= this[line].Length ? this[line][(column - 1)..].Trim() : "";

    /// <summary>The column of the first character of a line that is not a space.</summary>
    /// <param name="line">The number of the line, from 1.</param>
    public int Indentation(int line) => this[line].Length - this[line].TrimStart(' ').Length + 1;

    /// <summary>Whether only blanks and comments follow a place.</summary>
    /// <param name="line">The number of the line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public bool IsEnd(int line, int column) => IsBlank(From(line, column)) && Enumerable.Range(line + 1, Math.Max(0, Count - line)).All(next => IsBlank(this[next]));

    private static bool IsBlank(string rest) => rest.Trim() is "" or ['#', ..];
}
