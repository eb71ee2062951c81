using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Truth;

/// <summary>The anomalies of a run as a metric beside the others, so that a graph can show what was injected under what is seen.</summary>
public sealed record TruthDefinition() : SourceDefinition("truth")
{
    /// <summary>The name of the metric.</summary>
    public const string Name = "simulator_anomaly_active";

    /// <summary>Its help text.</summary>
    public const string Help = "1 for each anomaly whose window holds this tick, 0 for one that changes nothing in it.";

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, MetricType Type)> Families => [(Name, MetricType.Gauge)];

    /// <summary>0: a series is born with each anomaly, and ends with it.</summary>
    public override long SeriesCount => 0;

    /// <summary>The labels of an anomaly. One that acts on no metric has no label <c>metric</c>.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="kind">The name of its kind.</param>
    /// <param name="metric">The key of the metric that it acts on; null for none.</param>
    public static ImmutableArray<KeyValuePair<string, string>> LabelsOf(string id, string kind, string? metric)
    {
        KeyValuePair<string, string>[] always = [new("id", id), new("kind", kind)];
        return metric is null ? [.. always] : [.. always, new("metric", metric)];
    }

    internal override Source Start(SourceContext context) => new TruthSource(this, context);
}
