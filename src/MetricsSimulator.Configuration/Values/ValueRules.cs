namespace MetricsSimulator.Configuration.Values;

/// <summary>The rules that many keys share.</summary>
internal static class ValueRules
{
    public static readonly ValueRule<double> Finite = Between<double>(-double.MaxValue, double.MaxValue, Rule.Finite);

    public static readonly ValueRule<double> NonNegative = Between<double>(0, double.MaxValue, Rule.NonNegative);

    public static readonly ValueRule<double> Probability = Between<double>(0, 1, Rule.Probability);

    public static readonly ValueRule<TimeSpan> PositiveDuration = new(Rule.Positive, DurationSchema.Positive);

    /// <summary>A positive length of time in a scenario, at most <see cref="SpanRule.Longest"/>.</summary>
    public static readonly ValueRule<TimeSpan> PositiveSpan = new(SpanRule.Positive, DurationSchema.Positive);

    /// <summary>A time after a beginning in a scenario.</summary>
    public static readonly ValueRule<TimeSpan> Span = new(SpanRule.NonNegative, DurationSchema.NonNegative);

    /// <summary>A text of at least one character.</summary>
    public static readonly ValueRule<string> NonEmpty = new(
        static text => text.Length > 0 ? null : Rule.Broken("may not be empty", text), JsonSchema.Of(("minLength", JsonSchema.Number(1))));

    /// <summary>A text that Prometheus can show.</summary>
    public static readonly ValueRule<string> Printable = new(Rule.Printable, JsonSchema.Of(("pattern", JsonSchema.Text(@"^[^\u0000-\u0008\u000B-\u001F\u007F-\u009F]*$"))));

    /// <summary>A rule for numbers; the limits themselves are allowed.</summary>
    /// <param name="least">The smallest allowed number.</param>
    /// <param name="most">The largest allowed number.</param>
    /// <param name="violation">The rule as the model states it.</param>
    public static ValueRule<T> Between<T>(double least, double most, Func<T, string?> violation) =>
        new(violation, JsonSchema.Of(("minimum", JsonSchema.Number(least)), ("maximum", JsonSchema.Number(most))));

    /// <summary>A rule for texts that match a pattern.</summary>
    /// <param name="pattern">A regular expression of ECMAScript.</param>
    /// <param name="violation">The rule as the model states it.</param>
    public static ValueRule<string> Matches(string pattern, Func<string, string?> violation) => new(violation, JsonSchema.Of(("pattern", JsonSchema.Text(pattern))));
}
