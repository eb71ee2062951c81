using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>A type of metric in a file: the keys that not every type has, and how they become a definition.</summary>
/// <param name="type">Its type in Prometheus.</param>
/// <param name="one">Its name in errors: <c>a gauge</c>.</param>
/// <param name="many">Its name in rules: <c>gauges</c>.</param>
/// <param name="fits">Whether a definition is one of this type.</param>
/// <param name="fields">The keys that not every type has.</param>
internal abstract class MetricForm(MetricType type, string one, string many, Func<MetricDefinition, bool> fits, ImmutableArray<Field<MetricDefinition>> fields)
    : Variant<MetricDefinition>(one, many, fits, fields)
{
    public MetricType Type { get; } = type;

    public override MapNode Condition => JsonSchema.HasWord(MetricKeys.Type.Name, Type.Name);

    /// <summary>Reports keys that contradict each other.</summary>
    public abstract void Check(Block block);

    /// <summary>The definition of a block without errors.</summary>
    public abstract MetricDefinition Make(MetricNames names, Block block);

    /// <summary>
    /// A stand-in for the rules between metrics, if the block has errors. A counter counts events, so that one mistake does not cause
    /// another error in the counters derived from it.
    /// </summary>
    public abstract MetricDefinition MakeStandIn(MetricNames names, Block block);
}
