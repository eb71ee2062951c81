namespace MetricsSimulator.Configuration.Values;

/// <summary>The rules for spans of time in a scenario. They prevent overflow of sums of spans.</summary>
internal static class SpanRule
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(36_500);

    /// <summary>The rule that a length breaks; null if it breaks none.</summary>
    public static string? Positive(TimeSpan value) => Rule.Positive(value) ?? Longest(value);

    /// <summary>The rule that a time after a beginning breaks; null if it breaks none.</summary>
    public static string? NonNegative(TimeSpan value) =>
        value < TimeSpan.Zero ? Rule.Broken("must be 0 seconds or longer", value.TotalSeconds) : Longest(value);

    private static string? Longest(TimeSpan value) =>
        value <= s_longest ? null : Rule.Broken($"must be at most {DurationText.Format(s_longest)}", DurationText.Format(value));
}
