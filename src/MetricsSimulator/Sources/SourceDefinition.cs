using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sources;

/// <summary>The definition of a source of metrics and events, beside the metrics that paths drive. Only the engine derives from it.</summary>
public abstract record SourceDefinition
{
    private protected SourceDefinition(string key) => Key = key;

    /// <summary>Its key in the model, which differs from that of every metric and other source.</summary>
    public string Key { get; }

    /// <summary>The names and types of the families that it shows at any tick.</summary>
    public abstract ImmutableArray<(string Name, MetricType Type)> Families { get; }

    /// <summary>For each of its families, the names of the labels that series may have. No series needs to have all of them, and an anomaly may add others.</summary>
    public abstract ImmutableArray<ImmutableArray<string>> LabelNames { get; }

    /// <summary>The number of time series that Prometheus stores for the first scrape.</summary>
    public abstract long SeriesCount { get; }

    /// <summary>Whether a scrape finds its series. Such series are absent when a scrape fails, and count among its samples. The truth, for example, is not scraped.</summary>
    public virtual bool IsScraped => true;

    /// <summary>Whether shards have a part of it each. Otherwise the first has all of it, and the others nothing.</summary>
    public virtual bool IsDealt => false;

    /// <summary>What it is for anomalies; by default nothing that they can act on.</summary>
    public virtual AnomalyTargets Target => AnomalyTargets.None;

    /// <summary>The rule that an anomaly breaks whose kind can act on this source; null if it breaks none.</summary>
    /// <param name="anomaly">The anomaly. Those that follow it are not checked.</param>
    /// <returns>The key with the fault, and the rule.</returns>
    public virtual (string Key, string Violation)? Violation(AnomalyDefinition anomaly) => null;

    /// <summary>What an anomaly that breaks no rule lacks to do what its kind says; null for nothing.</summary>
    /// <param name="anomaly">The anomaly. Those that follow it are not checked.</param>
    public virtual string? Caution(AnomalyDefinition anomaly) => null;

    /// <summary>Whether a phase may replace another source by this one: it has the same key and the same series, and differs in parameters alone.</summary>
    internal virtual bool HasSeriesOf(SourceDefinition other) => Equals(other);

    /// <summary>Starts a source.</summary>
    internal abstract Source Start(SourceContext context);
}
