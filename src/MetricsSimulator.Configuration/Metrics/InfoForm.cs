using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary><c>type: info</c>, which has only the keys of every metric.</summary>
internal sealed class InfoForm() : MetricForm<InfoDefinition>(MetricType.Info, "an info metric, whose value is always 1", "info metrics", [])
{
    public override ImmutableArray<MapEntry> Limits =>
        [new(MetricKeys.Name.Name, default, JsonSchema.Of(("pattern", JsonSchema.Text("._info$"))))];

    public override void Check(Block block)
    {
    }

    public override MetricDefinition Make(MetricNames names, Block block) => new InfoDefinition(names.Key, names.Name, names.Help, names.Labels);

    public override MetricDefinition MakeStandIn(MetricNames names, Block block) => Make(names, block);
}
