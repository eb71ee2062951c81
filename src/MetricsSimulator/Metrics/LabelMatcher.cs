using MetricsSimulator.Expressions;

namespace MetricsSimulator.Metrics;

/// <summary>One condition on a label, as in PromQL. A label that a series does not have counts as empty.</summary>
public sealed record LabelMatcher
{
    private readonly Expression? _pattern;

    /// <summary>Creates a matcher.</summary>
    /// <param name="name">The label.</param>
    /// <param name="comparison">How its value is compared.</param>
    /// <param name="value">The value, or for a pattern a regular expression that must match the whole value.</param>
    /// <exception cref="ArgumentException">The pattern is not a regular expression; see <see cref="Violation"/>.</exception>
    public LabelMatcher(string name, MatchOperator comparison, string value)
    {
        Rule.Require(Violation(comparison, value), "matchers");
        Name = name;
        Comparison = comparison;
        Value = value;
        if (comparison is MatchOperator.Matches or MatchOperator.DoesNotMatch) _pattern = new Expression(value);
    }

    /// <summary>The label.</summary>
    public string Name { get; }

    /// <summary>How its value is compared.</summary>
    public MatchOperator Comparison { get; }

    /// <summary>The value, or the regular expression, to compare with.</summary>
    public string Value { get; }

    /// <summary>Whether a value fulfils the condition.</summary>
    public bool IsMatch(string value) => Comparison switch
    {
        MatchOperator.Equal => value == Value,
        MatchOperator.NotEqual => value != Value,
        MatchOperator.Matches => _pattern!.IsMatch(value),
        _ => !_pattern!.IsMatch(value),
    };

    /// <summary>The rule that a matcher breaks; null if it breaks none. A pattern must be a regular expression in the syntax of RE2, as in Prometheus.</summary>
    public static string? Violation(MatchOperator comparison, string value)
    {
        if (comparison is MatchOperator.Equal or MatchOperator.NotEqual) return null;
        try
        {
            _ = new Expression(value);
            return null;
        }
        catch (ExpressionException exception)
        {
            return Rule.Broken($"must hold a regular expression as Prometheus reads it (RE2); {exception.Message}", value);
        }
    }

    /// <inheritdoc/>
    public bool Equals(LabelMatcher? other) =>
        other is not null && Name == other.Name && Comparison == other.Comparison && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Comparison, Value);

    /// <inheritdoc/>
    public override string ToString()
    {
        var comparison = Comparison switch
        {
            MatchOperator.Equal => "=",
            MatchOperator.NotEqual => "!=",
            MatchOperator.Matches => "=~",
            _ => "!~",
        };
        var escaped = TextEscaping.Quoted(Value);
        return $"{Name}{comparison}\"{escaped}\"";
    }
}
