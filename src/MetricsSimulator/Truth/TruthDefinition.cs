using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Truth;

/// <summary>The anomalies of a run as another metric, so that a graph can show what was injected under other metrics.</summary>
public sealed record TruthDefinition() : SourceDefinition("truth")
{
    /// <summary>The name of the metric.</summary>
    public const string Name = "simulator_anomaly_active";

    /// <summary>Its help text.</summary>
    public const string Help = "1 for each active anomaly, or 0 if it changes nothing.";

    /// <summary>The names of the labels that its series have.</summary>
    public static readonly ImmutableArray<string> Labels = ["id", "kind", "metric"];

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, MetricType Type)> Families => [(Name, MetricType.Gauge)];

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<string>> LabelNames => [Labels];

    /// <summary>0: the series of an anomaly is born and ends with it.</summary>
    public override long SeriesCount => 0;

    /// <summary>No: every tick has the truth, even if its scrape fails.</summary>
    public override bool IsScraped => false;

    /// <summary>The labels of an anomaly. One that acts on no metric has no label <c>metric</c>.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="kind">The name of its kind.</param>
    /// <param name="metric">The key of the metric that it acts on; null for none.</param>
    public static ImmutableArray<KeyValuePair<string, string>> LabelsOf(string id, string kind, string? metric)
    {
        KeyValuePair<string, string>[] always = [new(Labels[0], id), new(Labels[1], kind)];
        return metric is null ? [.. always] : [.. always, new(Labels[2], metric)];
    }

    internal override Source Start(SourceContext context) => new TruthSource(this, context);
}
