using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;

namespace MetricsSimulator.MetricDefinitions;

/// <summary>A gauge: the value of each series is the value of its path.</summary>
public sealed record GaugeDefinition : MetricDefinition
{
    /// <summary>Creates a gauge.</summary>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public GaugeDefinition(
        string key, string name, string help, LabelSpace labels, ProcessDefinition process, PathSplit split = PathSplit.Independent)
        : base(key, name, help, labels)
    {
        ArgumentNullException.ThrowIfNull(process);
        Process = process;
        Split = split;
    }

    /// <summary>The law of the value.</summary>
    public ProcessDefinition Process { get; }

    /// <summary>How the parameters are split over the label sets.</summary>
    public PathSplit Split { get; }

    /// <inheritdoc/>
    public override bool HasSeriesOf(MetricDefinition other) =>
        base.HasSeriesOf(other) && other is GaugeDefinition gauge && Split == gauge.Split;

    /// <inheritdoc/>
    public override MetricType Type => MetricType.Gauge;

    /// <inheritdoc/>
    public override AnomalyTargets Target => AnomalyTargets.Gauge;
}
