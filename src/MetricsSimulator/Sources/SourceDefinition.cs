using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sources;

/// <summary>What a source of metrics and events simulates, besides the metrics that are driven by paths.</summary>
/// <param name="Key">Its name in the model, unlike that of any metric or other source.</param>
public abstract record SourceDefinition(string Key)
{
    /// <summary>The names and types of the families that it shows at any time.</summary>
    public abstract ImmutableArray<(string Name, MetricType Type)> Families { get; }

    /// <summary>The number of time series that Prometheus stores for a scrape at first.</summary>
    public abstract long SeriesCount { get; }

    /// <summary>Starts a source.</summary>
    internal abstract Source Start(SourceContext context);
}
