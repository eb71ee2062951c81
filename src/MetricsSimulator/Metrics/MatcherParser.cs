using System.Collections.Immutable;
using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>Reads label matchers from left to right. Not thread-safe.</summary>
/// <param name="text">The text.</param>
/// <param name="expected">What the text must be, for messages.</param>
internal ref struct MatcherParser(string text, string expected)
{
    /// <summary>The label that has the name of a series.</summary>
    public const string NameLabel = "__name__";

    private static readonly (string Text, MatchOperator Operator)[] s_operators =
    [
        ("=~", MatchOperator.Matches), ("!~", MatchOperator.DoesNotMatch), ("!=", MatchOperator.NotEqual), ("=", MatchOperator.Equal),
    ];

    private int _at;

    /// <summary>Reads all matchers.</summary>
    /// <param name="isSelector">Whether the text may begin with a metric name and may name <c>le</c>. After a name, braces are required.</param>
    /// <param name="conditions">The conditions.</param>
    /// <returns>What is wrong with the text; null if nothing is.</returns>
    public string? Read(bool isSelector, out ImmutableArray<LabelMatcher> conditions)
    {
        conditions = [];
        var found = ImmutableArray.CreateBuilder<LabelMatcher>();
        SkipSpace();
        if (isSelector)
        {
            if (ReadName(':') is { Length: > 0 } name) found.Add(new LabelMatcher(NameLabel, MatchOperator.Equal, name));
            SkipSpace();
            if (_at < text.Length && text[_at] != '{') return Expected(found.Count == 0 ? "a name or '{'" : "'{' or the end");
        }

        var braced = Take("{");
        SkipSpace();
        while (_at < text.Length && text[_at] != '}')
        {
            if (ReadCondition(isSelector, out var condition) is { } violation) return violation;
            found.Add(condition!);
            SkipSpace();
            if (!Take(",")) break;
            SkipSpace();
        }

        if (braced && !Take("}")) return Expected("'}' or ','");
        SkipSpace();
        if (_at < text.Length) return Expected("the end");
        conditions = found.ToImmutable();
        return null;
    }

    private string? ReadCondition(bool isSelector, out LabelMatcher? condition)
    {
        condition = null;
        var start = _at;
        var name = ReadName();
        if (name.Length == 0) return Expected("the name of a label", start);
        SkipSpace();
        MatchOperator? comparison = null;
        foreach (var (spelled, meaning) in s_operators)
        {
            if (!Take(spelled)) continue;
            comparison = meaning;
            break;
        }

        if (comparison is null) return Expected("=, !=, =~ or !~");
        SkipSpace();
        if (ReadValue(out var value) is { } violation) return violation;
        if (!isSelector && name == HistogramType.UpperBound) return $"may not touch {name}: a histogram's buckets belong together";
        if (LabelMatcher.Violation(comparison.Value, value) is { } broken) return broken;
        condition = new LabelMatcher(name, comparison.Value, value);
        return null;
    }

    private string ReadName(char further = '_')
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_' || text[_at] == further)) _at++;
        if (_at > start && !char.IsAsciiDigit(text[start])) return text[start.._at];
        _at = start;
        return "";
    }

    private string? ReadValue(out string value)
    {
        value = "";
        if (_at >= text.Length || text[_at] is not ('"' or '\'')) return Expected("a value in quotes");
        var quote = text[_at++];
        var builder = new StringBuilder();
        for (; _at < text.Length && text[_at] != quote; _at++)
        {
            if (text[_at] != '\\')
            {
                builder.Append(text[_at]);
                continue;
            }

            if (++_at == text.Length) break;
            if (text[_at] is not ('n' or '\\' or '"' or '\'')) return Expected("\\n, \\\\, \\\" or \\' after a backslash");
            builder.Append(text[_at] == 'n' ? '\n' : text[_at]);
        }

        if (_at >= text.Length) return Expected("the closing quote");
        _at++;
        value = builder.ToString();
        return null;
    }

    private readonly string Expected(string what, int? at = null) =>
        Rule.Broken($"must be {expected}, with {what} at character {(at ?? _at) + 1}", text);

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0) return false;
        _at += token.Length;
        return true;
    }
}
