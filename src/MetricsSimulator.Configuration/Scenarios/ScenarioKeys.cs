using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Patterns;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>The keys of a scenario file. Nothing writes them, because a scenario is kept and shown as the text from which it was read.</summary>
internal static class ScenarioKeys
{
    public static readonly Key<string> Name = new("name", ValueKinds.Text, "", "The name of the scenario.")
    {
        Rule = ValueRules.NonEmpty,
        AbsentText = "the name of the file without `.yaml`",
    };

    public static readonly Key<string> Description = new("description", ValueKinds.Text, "", "What it shows, in one line.") { AbsentText = "nothing" };

    public static readonly Key<bool> Repeat = new("repeat", ValueKinds.Flag, true,
        "`true`: after the last pattern, the first begins again, with paths at their initial values, while counters continue; `false`: the last pattern never ends.");

    public static readonly Key<Cursor> Metrics = new("metrics", new BlocksKind(BlocksShape.Map, static () => MetricForms.Table), null!,
        "Metrics that the scenario adds, and changes to those of the configuration, with the keys of `simulator.metrics`.")
    {
        AbsentText = "the metrics of the configuration",
    };

    public static readonly Key<Cursor> Anomalies = new("anomalies", new BlocksKind(BlocksShape.List, static () => AnomalyKeys.Table), null!,
        "The anomalies of every round of the patterns. Their times count from the start of the round.")
    {
        AbsentText = "none",
    };

    public static readonly Key<TimeSpan> Apart = new("apart", ValueKinds.Duration, TimeSpan.Zero,
        "The least time between the end of an anomaly with `per_day` and the beginning of the next one of the same list. Their order differs from day to day.")
    {
        Rule = ValueRules.Span,
        AbsentText = "each comes at any time of the day, so that they may overlap",
    };

    public static readonly Key<Cursor> Patterns = new("patterns", new BlocksKind(BlocksShape.List, static () => PatternKeys.Table), null!, "The patterns, played one after another.")
    {
        Rule = new(static _ => null, JsonSchema.Of(("minItems", JsonSchema.Number(1)))),
        AbsentText = "must be given",
    };

    public static readonly KeyTable Table = new("scenario", "",
        """
        A scenario describes a situation that unfolds in time: patterns one after another, and anomalies. It is a YAML file with the keys below, or one
        that is built in: `claude-metrics-simulator scenarios` lists those, `scenarios show NAME` prints one, `check FILE` reads a file.
        A scenario overrides the configuration, and the command line overrides both.
        """,
        [Name, Description, Repeat, Metrics, Anomalies, Apart, Patterns])
    {
        Required = [Patterns],
        // Only the last pattern may last for ever, and only if nothing follows it.
        Constraints =
        [
            JsonSchema.Of(
                ("if", JsonSchema.Not(JsonSchema.Of(("properties", JsonSchema.Of((Repeat.Name, JsonSchema.Of(("enum", JsonSchema.List(JsonSchema.Flag(false))))))), ("required", JsonSchema.Texts(Repeat.Name))))),
                ("then", JsonSchema.Of(("properties", JsonSchema.Of((Patterns.Name, JsonSchema.Of(("items", JsonSchema.Has(PatternKeys.Duration.Name))))))))),
        ],
        Aliases = [("phases", Patterns)],
    };
}
