using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sources;

/// <summary>What a source of metrics and events simulates, in addition to the metrics that paths drive. The engine alone has kinds of it.</summary>
public abstract record SourceDefinition
{
    private protected SourceDefinition(string key) => Key = key;

    /// <summary>Its name in the model, unlike that of any metric or other source.</summary>
    public string Key { get; }

    /// <summary>The names and types of the families that it shows at any time.</summary>
    public abstract ImmutableArray<(string Name, MetricType Type)> Families { get; }

    /// <summary>The number of time series that Prometheus stores for a scrape at first.</summary>
    public abstract long SeriesCount { get; }

    /// <summary>Whether a scrape finds its series: they fail with the endpoint and count among those of a scrape. What is not scraped stands beside it, as the truth does.</summary>
    public virtual bool IsScraped => true;

    /// <summary>Starts a source.</summary>
    internal abstract Source Start(SourceContext context);
}
