using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration.Simulator;

/// <summary>The keys of the block <c>simulator</c>.</summary>
internal static class SimulatorKeys
{
    public static readonly Key<TimeSpan> UpdateInterval = new("update_interval", ValueKinds.Duration, TimeSpan.FromSeconds(10),
        "The length of a tick: how often values change.")
    {
        Rule = new(Timeline.UpdateIntervalViolation, JsonSchema.Join(DurationSchema.Positive, JsonSchema.Of(
            ("minimum", JsonSchema.Number(Timeline.MinimumInterval.TotalSeconds)), ("maximum", JsonSchema.Number(Timeline.MaximumInterval.TotalSeconds))))),
    };

    public static readonly Key<TimeSpan> RetentionPeriod = new("retention_period", ValueKinds.Duration, TimeSpan.FromHours(24),
        "How far back `/history` goes.")
    {
        Rule = ValueRules.PositiveDuration,
    };

    public static readonly Key<ulong> Seed = new("seed", ValueKinds.Seed, 0,
        "The seed of all random numbers: the same seed and start give the same samples. 0 is an ordinary seed.")
    {
        AbsentText = "drawn at the start, and printed",
    };

    public static readonly Key<DateTimeOffset> Start = new("start", ValueKinds.Instant, DateTimeOffset.UnixEpoch,
        "When the paths begin, rounded up to a multiple of update_interval since 1970.")
    {
        AbsentText = "now",
        Rule = new(Timeline.StartViolation, JsonSchema.Of(("pattern", JsonSchema.Text("^(?=19[789]|[2-8])" + InstantText.Pattern)))),
    };

    public static readonly Key<CatalogueName> Catalogue = new("catalogue",
        new ChoiceKind<CatalogueName>(("claude_code", CatalogueName.ClaudeCode), ("none", CatalogueName.None)), CatalogueName.ClaudeCode,
        "The built-in metrics, served even if `metrics` does not name them. With `none`, only the metrics under `metrics` are served.")
    {
        AbsentText = "`claude_code`; `none` if there is a `workload`",
    };

    public static readonly Key<Cursor> Metrics = new("metrics", new MetricsKind(), null!,
        "The metrics: changes to those of the catalogue, and your own.")
    {
        AbsentText = "the catalogue as it is",
    };

    public static readonly Key<string> Scenario = new("scenario", ValueKinds.Text, "",
        "The scenario to play: the name of a built-in one, a file, relative to the folder of this file, or `none`. The option `--scenario` overrides it.")
    {
        AbsentText = "no scenario",
        Rule = ValueRules.NonEmpty,
    };

    public static readonly KeyTable<SimulatorSettings> Table = new("simulator", "simulator",
        "What to simulate. Messages omit `simulator` from the path of a key.",
        [
            UpdateInterval.From((SimulatorSettings settings) => settings.UpdateInterval),
            RetentionPeriod.From((SimulatorSettings settings) => settings.RetentionPeriod),
            Seed.From((SimulatorSettings settings) => settings.Seed),
            Start.From((SimulatorSettings settings) => settings.Start),
            Catalogue.From((SimulatorSettings settings) => settings.Catalogue),
            new Field<SimulatorSettings>(Metrics, settings => new MapNode(default,
                [.. settings.Metrics.Select(metric => new MapEntry(metric.Key, default, MetricForms.Table.Write(metric)))])),
            Scenario.From((SimulatorSettings settings) => settings.Scenario!, when: settings => settings.Scenario is not null),
        ]);
}
