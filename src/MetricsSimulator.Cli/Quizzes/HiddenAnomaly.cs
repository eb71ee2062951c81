namespace MetricsSimulator.Cli.Quizzes;

/// <summary>An anomaly that is to be found. Immutable.</summary>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Metric">The key of its metric.</param>
/// <param name="Label">The label that selects its series; null if it acts on all.</param>
/// <param name="Value">The value of that label.</param>
/// <param name="After">From the start of the run to its beginning.</param>
/// <param name="Duration">Its length.</param>
/// <param name="Magnitude">Its size, in the unit of its kind; null if the kind has none.</param>
internal sealed record HiddenAnomaly(string Kind, string Metric, string? Label, string? Value, TimeSpan After, TimeSpan Duration, double? Magnitude)
{
    /// <summary>Its metric, with the matchers: <c>cost{model="claude-3-opus"}</c>.</summary>
    public string Series => Metric + Matchers;

    /// <summary>Its matchers; empty if it acts on all series.</summary>
    public string Matchers => Label is null ? "" : MatcherOf(Label, Value!);

    /// <summary>The matchers of the series in which a label has a value.</summary>
    public static string MatcherOf(string label, string value) => $"{{{label}=\"{value}\"}}";
}
