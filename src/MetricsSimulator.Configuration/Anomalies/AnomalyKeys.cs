using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>The keys of an anomaly, in a file and in a request.</summary>
internal static class AnomalyKeys
{
    public static readonly Key<AnomalyKind> Kind = new("kind", AnomalyNameKind.Instance, null!, "What happens.")
    {
        AbsentText = "must be given",
    };

    public static readonly Key<string> Metric = new("metric", ValueKinds.Text, "", "The key of the metric that it acts on. Kinds that act on the endpoint have none.")
    {
        AbsentText = "under `then` that of the anomaly before, if the kind can act on it; else the only one that it can act on",
    };

    public static readonly Key<LabelMatchers> Matchers = new("matchers", MatchersKind.Instance, LabelMatchers.All,
        "Which label sets of the metric, as in PromQL and in quotes: `{model=~\"claude-3-.*\"}`. They never touch `le`.")
    {
        AbsentText = "all; those of the anomaly before when the metric comes from it",
    };

    public static readonly Key<TimeSpan> At = new("at", ValueKinds.Duration, TimeSpan.Zero, "It begins once, so long after the beginning of the round or the pattern.")
    {
        AbsentText = "one of `at`, `every` and `per_day` must be given",
        Violation = SpanRule.NonNegative,
    };

    public static readonly Key<TimeSpan> Every = new("every", ValueKinds.Duration, TimeSpan.FromHours(1), "It begins again and again, first when so much time has passed.")
    {
        AbsentText = "see `at`",
        Violation = SpanRule.Positive,
    };

    public static readonly Key<double> PerDay = new("per_day", ValueKinds.Number, 1, "It begins so many times in 24 hours, at random, from the seed.")
    {
        AbsentText = "see `at`",
        Violation = AnomalyTiming.PerDayViolation,
    };

    public static readonly Key<TimeSpan> After = new("after", ValueKinds.Duration, TimeSpan.Zero,
        "Under `then` only, in place of `at`: how long after the beginning of the anomaly before it begins.")
    {
        Violation = SpanRule.NonNegative,
    };

    public static readonly Key<TimeSpan> Duration = new("duration", ValueKinds.Duration, TimeSpan.Zero, "The length of its window; at its end everything is as if it had not been.")
    {
        AbsentText = "must be given",
        Violation = SpanRule.Positive,
    };

    public static readonly Key<TimeSpan> Onset = new("onset", ValueKinds.Duration, TimeSpan.Zero, "The time over which it reaches its magnitude; at most its duration.");

    public static readonly Key<double> Magnitude = new("magnitude", ValueKinds.Number, 0, "How strong it is, in the unit of the kind.")
    {
        AbsentText = "the kind's own",
    };

    public static readonly Key<string> Label = new("label", ValueKinds.Text, "", "For `cardinality_explosion` only: the label that gets new values.")
    {
        AbsentText = "the metric's last label",
        Violation = LabelDimension.NameViolation,
    };

    public static readonly Key<Cursor> Then = new("then", new NodeKind("list of blocks"), null!,
        $"The anomalies that follow from it, a cascade: blocks with these same keys and `after`, nested {AnomalyDefinition.MaximumDepth} levels deep at most.")
    {
        AbsentText = "nothing",
    };

    public static readonly KeyTable Table = new("anomalies[]",
        """
        An anomaly of a scenario or of a pattern, with a window from its beginning to its end, the end excluded. Anomalies may overlap. A request that
        starts one has the same keys in JSON, without `at`, `every`, `per_day` and `after`.
        """,
        [Kind, Metric, Matchers, At, Every, PerDay, After, Duration, Onset, Magnitude, Label, Then]);
}
