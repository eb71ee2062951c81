using System.Collections.Immutable;
using System.Text;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Anomalies;

/// <summary>Which label sets of a metric are meant: those that fulfil every condition, as in PromQL. Immutable and thread-safe.</summary>
public sealed class LabelMatchers : IEquatable<LabelMatchers>
{
    private static readonly (string Text, MatchOperator Operator)[] s_operators =
    [
        ("=~", MatchOperator.Matches), ("!~", MatchOperator.DoesNotMatch), ("!=", MatchOperator.NotEqual), ("=", MatchOperator.Equal),
    ];

    /// <summary>Creates the conditions.</summary>
    public LabelMatchers(ImmutableArray<LabelMatcher> conditions) => Conditions = conditions;

    /// <summary>No condition: every label set.</summary>
    public static LabelMatchers All { get; } = new([]);

    /// <summary>The conditions.</summary>
    public ImmutableArray<LabelMatcher> Conditions { get; }

    /// <summary>Reads <c>{model=~"claude-3-.*",token_type!="input"}</c>; braces may be left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matchers">The conditions.</param>
    /// <param name="violation">What is wrong with the text; null when nothing is.</param>
    public static bool TryParse(string text, out LabelMatchers matchers, out string? violation)
    {
        ArgumentNullException.ThrowIfNull(text);
        matchers = All;
        var parser = new Parser(text);
        violation = parser.Read(out var conditions);
        if (violation is not null) return false;
        matchers = new LabelMatchers(conditions);
        return true;
    }

    /// <summary>For each label set of a space, whether it is meant.</summary>
    /// <returns>One bit per label set; null when all are.</returns>
    internal bool[]? Select(LabelSpace labels, SeriesRange range)
    {
        if (Conditions.IsEmpty) return null;
        var allowed = labels.Dimensions.Select(dimension => AllowedBy(dimension)).ToArray();
        var rest = Conditions.Where(condition => labels.Dimensions.All(dimension => dimension.Name != condition.Name)).All(condition => condition.IsMatch(""));
        var selected = new bool[range.Count];
        Span<int> digits = stackalloc int[labels.Dimensions.Length];
        for (var i = 0; i < range.Count && rest; i++)
        {
            labels.Digits(range.First + i, digits);
            var all = true;
            for (var d = 0; d < digits.Length; d++) all &= allowed[d][digits[d]];
            selected[i] = all;
        }

        return selected;
    }

    /// <inheritdoc/>
    public bool Equals(LabelMatchers? other) => other is not null && Conditions.AsSpan().SequenceEqual(other.Conditions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelMatchers);

    /// <inheritdoc/>
    public override int GetHashCode() => Conditions.Length;

    /// <summary>As PromQL writes it: <c>{model="opus"}</c>; nothing when there is no condition.</summary>
    public override string ToString() => Conditions.IsEmpty ? "" : $"{{{string.Join(",", Conditions)}}}";

    private bool[] AllowedBy(LabelDimension dimension)
    {
        LabelMatcher[] conditions = [.. Conditions.Where(condition => condition.Name == dimension.Name)];
        var allowed = new bool[dimension.Count];
        for (var i = 0; i < allowed.Length; i++) allowed[i] = conditions.All(condition => condition.IsMatch(dimension.Value(i)));
        return allowed;
    }

    /// <summary>Reads conditions from left to right. Not thread-safe.</summary>
    private ref struct Parser(string text)
    {
        private int _at;

        public string? Read(out ImmutableArray<LabelMatcher> conditions)
        {
            conditions = [];
            var found = ImmutableArray.CreateBuilder<LabelMatcher>();
            SkipSpace();
            var braced = Take("{");
            SkipSpace();
            while (_at < text.Length && text[_at] != '}')
            {
                if (ReadCondition(out var condition) is { } violation) return violation;
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

        private string? ReadCondition(out LabelMatcher? condition)
        {
            condition = null;
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
            var name = text[start.._at];
            if (name.Length == 0 || char.IsAsciiDigit(name[0])) return Expected("the name of a label", start);
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
            if (LabelMatcher.Violation(name, comparison.Value, value) is { } broken) return broken;
            condition = new LabelMatcher(name, comparison.Value, value);
            return null;
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
            Rule.Broken($"must be label matchers like {{model=~\"claude-3-.*\"}}, with {what} at character {(at ?? _at) + 1}", text);

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
}
