using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary><c>type: counter</c> with <c>of</c>: a counter of some events of another counter.</summary>
internal sealed class ThinnedCounterForm() : MetricForm<ThinnedCounterDefinition>(MetricType.Counter, "a counter with 'of'", "counters with 'of'",
    [MetricKeys.Of.From((ThinnedCounterDefinition thinned) => thinned.Of), Probability.From((ThinnedCounterDefinition thinned) => thinned.Probability)])
{
    public static readonly Key<double> Probability = new("probability", ValueKinds.Number, 0, "The probability that each of those events is counted, from 0 to 1.")
    {
        Rule = ValueRules.Probability,
    };

    public override MapNode Condition { get; } = JsonSchema.Of(
        ("properties", JsonSchema.Of((MetricKeys.Type.Name, JsonSchema.Of(("enum", JsonSchema.Texts(MetricType.Counter.Name)))), (MetricKeys.Of.Name, MetricKeys.Of.Kind.Schema))),
        ("required", JsonSchema.Texts(MetricKeys.Of.Name)));

    public override void Check(Block block)
    {
    }

    public override MetricDefinition Make(MetricNames names, Block block) =>
        new ThinnedCounterDefinition(names.Key, names.Name, names.Help, names.Labels, block.Value(MetricKeys.Of), block.Value(Probability));

    public override MetricDefinition MakeStandIn(MetricNames names, Block block) => block.IsBroken(MetricKeys.Of)
        ? new CounterDefinition(names.Key, names.Name, names.Help, names.Labels, new RateDefinition(new ConstantDefinition(0)), resolution: 1)
        : new ThinnedCounterDefinition(names.Key, names.Name, names.Help, names.Labels, block.Value(MetricKeys.Of), 0);
}
