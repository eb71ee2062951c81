using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary><c>type: counter</c> with its own rate.</summary>
internal sealed class CounterForm() : MetricForm<CounterDefinition>(MetricType.Counter, "a counter", "counters",
[
    .. SplitKeys.In((CounterDefinition counter) => counter.Split),
    .. ProcessKeys.In((CounterDefinition counter) => counter.Rate.Process),
    PathKeys.Per.From((CounterDefinition counter) => counter.Rate.Per),
    s_accumulate.From((CounterDefinition counter) => counter.Accumulate),
    // Whole units have their own key, and a block may not have both.
    s_integer.From((CounterDefinition counter) => counter.Resolution == 1, when: counter => counter.Resolution is 0 or 1),
    s_resolution.From((CounterDefinition counter) => counter.Resolution, when: counter => counter.Resolution is not (0 or 1)),
])
{
    private static readonly Key<Accumulation> s_accumulate = new("accumulate",
        new ChoiceKind<Accumulation>(("integral", Accumulation.Integral), ("poisson", Accumulation.Poisson)), Accumulation.Integral,
        "`integral`: the counter grows by rate times time; `poisson`: it grows by a random number of events with that mean.");

    private static readonly Key<bool> s_integer = new("integer", ValueKinds.Flag, false,
        "Whether the counter shows only whole units. It carries the fraction over. The same as `resolution: 1`.");

    private static readonly Key<double> s_resolution = new("resolution", ValueKinds.Number, 0,
        "The counter shows only whole multiples of this, and carries the rest over; 0 means that it shows every value. Cannot be combined with `integer`.")
    {
        Rule = ValueRules.Between<double>(0, 1e15, CounterDefinition.ResolutionViolation),
    };

    /// <summary>The schema of blocks that have at most one of two keys.</summary>
    public static MapNode NotBoth { get; } = JsonSchema.Not(JsonSchema.Of(
        ("type", JsonSchema.Text("object")),
        ("required", JsonSchema.Texts(s_integer.Name, s_resolution.Name)),
        ("properties", JsonSchema.Of((s_integer.Name, JsonSchema.Type("boolean")), (s_resolution.Name, JsonSchema.Type("number"))))));

    public override MapNode Condition => JsonSchema.Join(base.Condition, JsonSchema.Of(("not", JsonSchema.Has(MetricKeys.Of.Name))));

    public override ImmutableArray<MapEntry> Limits =>
        [.. ProcessKeys.LimitsOfRate, new(MetricKeys.Name.Name, default, JsonSchema.Not(JsonSchema.Of(("enum", JsonSchema.Texts(MetricType.Counter.Suffix)))))];

    public override void Check(Block block)
    {
        ProcessKeys.Check(block, isRate: true);
        SplitKeys.Check(block);
        if (block.IsGiven(s_integer) && block.IsGiven(s_resolution))
            block.CursorOf(s_resolution)!.ReportKey("may not be given together with integer", s_integer.Explanation);
    }

    public override MetricDefinition Make(MetricNames names, Block block) => new CounterDefinition(
        names.Key, names.Name, names.Help, names.Labels, ProcessKeys.MakeRate(block), SplitKeys.Make(block), block.Value(s_accumulate), ResolutionOf(block));

    public override MetricDefinition MakeStandIn(MetricNames names, Block block) =>
        new CounterDefinition(names.Key, names.Name, names.Help, names.Labels, new RateDefinition(new ConstantDefinition(0)), resolution: 1);

    private static double ResolutionOf(Block block)
    {
        var useInteger = block.Has(s_integer) && (block.IsGiven(s_integer) || !block.Has(s_resolution));
        return useInteger && block.Value(s_integer) ? 1 : block.Value(s_resolution);
    }
}
