using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The metrics of a run, and which of them are those of the built-in catalogue, with its labels.</summary>
internal sealed class CatalogueMetrics
{
    /// <summary>Looks at the metrics of a run.</summary>
    public CatalogueMetrics(Run run) => All = [.. run.Model.Metrics.Select(metric => QueriedMetric.Of(metric, run.Labels))];

    /// <summary>All metrics that paths drive, in the order of the exposition.</summary>
    public ImmutableArray<QueriedMetric> All { get; }

    /// <summary>Tokens by <c>model</c> and <c>token_type</c>; null when the run has no such counter.</summary>
    public QueriedMetric? Tokens => Find("token_usage", MetricType.Counter, "model", "token_type");

    /// <summary>Dollars by <c>model</c>; null when the run has no such counter.</summary>
    public QueriedMetric? Cost => Find("cost", MetricType.Counter, "model");

    /// <summary>Durations of sessions; null when the run has no such histogram.</summary>
    public QueriedMetric? Sessions => Find("session_duration", MetricType.Histogram);

    /// <summary>Calls by <c>tool_name</c>; null when the run has no such counter.</summary>
    public QueriedMetric? ToolCalls => Find("tool_usage", MetricType.Counter, "tool_name");

    /// <summary>Calls that failed by <c>error_type</c>; null when the run has no such counter.</summary>
    public QueriedMetric? Errors => Find("error", MetricType.Counter, "error_type");

    private QueriedMetric? Find(string key, MetricType type, params string[] labels) =>
        All.FirstOrDefault(metric => metric.Key == key && metric.Type == type && labels.All(label => metric.Labels.Contains(label, StringComparer.Ordinal)));
}
