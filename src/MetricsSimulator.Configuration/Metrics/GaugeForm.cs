using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary><c>type: gauge</c>.</summary>
internal sealed class GaugeForm() : MetricForm<GaugeDefinition>(MetricType.Gauge, "a gauge", "gauges",
    [.. SplitKeys.In((GaugeDefinition gauge) => gauge.Split), .. ProcessKeys.In((GaugeDefinition gauge) => gauge.Process)])
{
    public override void Check(Block block)
    {
        ProcessKeys.Check(block, isRate: false);
        SplitKeys.Check(block);
    }

    public override MetricDefinition Make(MetricNames names, Block block) =>
        new GaugeDefinition(names.Key, names.Name, names.Help, names.Labels, ProcessKeys.Make(block), SplitKeys.Make(block));

    public override MetricDefinition MakeStandIn(MetricNames names, Block block) =>
        new GaugeDefinition(names.Key, names.Name, names.Help, names.Labels, new ConstantDefinition(0));
}
