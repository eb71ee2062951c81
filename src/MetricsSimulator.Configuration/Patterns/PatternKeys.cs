using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Cycles;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Patterns;

/// <summary>The keys of a pattern. Nothing writes them, because a scenario is kept and shown as the text from which it was read.</summary>
internal static class PatternKeys
{
    public static readonly Key<string> Name = new("name", ValueKinds.Text, "", "The name of the pattern.") { AbsentText = "no name" };

    public static readonly Key<TimeSpan> Duration = new("duration", ValueKinds.Duration, TimeSpan.MaxValue, "How long it lasts, at least one tick.")
    {
        AbsentText = "must be given, except for the last pattern with `repeat: false`",
        Rule = ValueRules.PositiveSpan,
    };

    public static readonly Key<double> TokenDrift = new("token_drift", ValueKinds.Number, 0, "The drift of token_usage.")
    {
        AbsentText = "`0`, or the value under `overrides`",
        Rule = ValueRules.Finite,
    };

    public static readonly Key<double> SessionFrequency = new("session_frequency", ValueKinds.Number, 0.1,
        "Sessions per minute: session_duration gets this constant number of arrivals. The rates of tool_usage and cost are multiplied by session_frequency / 0.1.")
    {
        AbsentText = "as configured",
        Rule = ValueRules.NonNegative,
    };

    public static readonly Key<double> ErrorRate = new("error_rate", ValueKinds.Number, 0, "The share of tool calls that fail.")
    {
        AbsentText = "as configured",
        Rule = ValueRules.Probability,
    };

    public static readonly Key<Cursor> Cycles = new("cycles", new BlocksKind(BlocksShape.BlockOrList, static () => CycleKeys.Table), null!,
        "The daily, weekly and yearly shape of activity.")
    {
        AbsentText = "none",
    };

    public static readonly Key<Cursor> Overrides = new("overrides", new BlocksKind(BlocksShape.Map, static () => OverrideKeys.Table), null!,
        "Other parameters of metrics during the pattern, with the keys of `simulator.metrics.NAME`. A pattern can change how a metric moves, but not which series it has.")
    {
        AbsentText = "nothing",
    };

    public static readonly Key<Block> Workload = new("workload", new BlockKind(PhaseWorkloadKeys.Table), null!, "What is different in the work of the team.") { AbsentText = "as configured" };

    public static readonly Key<Cursor> Anomalies = new("anomalies", new BlocksKind(BlocksShape.List, static () => AnomalyKeys.Table), null!,
        "The anomalies of the pattern, each time it is played. Their times count from its start.")
    {
        AbsentText = "none",
    };

    public static readonly KeyTable Table = new("pattern", "patterns[]",
        $$"""
        A period in which parameters stay the same. Paths continue from where they are, unless the pattern gives an initial value.
        Under `overrides`, a metric takes {{string.Join(", ", OverrideKeys.Names.Select(name => $"`{name}`"))}}. `arrivals` takes no `per`.
        With `relative: true`, all numbers there that have the unit of `initial_value` are multiples of the metric's initial value without the
        pattern: with `{relative: true, bounds: [0.5, 2]}`, the path stays between half of it and twice of it. `arrivals` has its own `relative`.
        """,
        [Name, Duration, TokenDrift, SessionFrequency, ErrorRate, Cycles, Overrides, Workload, Anomalies])
    {
        Constraints = [.. PatternShortcuts.All.Select(NotBoth)],
    };

    // A block may not have both a shortcut and the key for which it stands.
    private static MapNode NotBoth((Key Shortcut, string Metric, Key Key) pair) => JsonSchema.Not(JsonSchema.Of(
        ("type", JsonSchema.Text("object")),
        ("required", JsonSchema.Texts(pair.Shortcut.Name, Overrides.Name)),
        ("properties", JsonSchema.Of((Overrides.Name, JsonSchema.Of(
            ("type", JsonSchema.Text("object")), ("required", JsonSchema.Texts(pair.Metric)),
            ("properties", JsonSchema.Of((pair.Metric, JsonSchema.Join(JsonSchema.Type("object"), JsonSchema.Has(pair.Key.Name)))))))))));
}
