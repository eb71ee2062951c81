using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Runners;

/// <summary>A metric of the runner or the orchestrator.</summary>
/// <param name="Name">Its name in Prometheus.</param>
/// <param name="Help">Its help text.</param>
/// <param name="Type">Its type.</param>
/// <param name="Label">The name of its label; null for none.</param>
/// <param name="Buckets">The upper bounds of a histogram's buckets in seconds; empty for other types.</param>
internal sealed record RunnerMetric(string Name, string Help, MetricType Type, string? Label, ImmutableArray<double> Buckets)
{
    /// <summary>What the names of a runner begin with.</summary>
    public const string Runner = "claude_code_self_hosted_runner_";

    /// <summary>What the names of an orchestrator begin with.</summary>
    public const string Orchestrator = "claude_code_self_hosted_orchestrator_";

    /// <summary>A gauge.</summary>
    public static RunnerMetric Gauge(string name, string help) => new(name, help, MetricType.Gauge, null, []);

    /// <summary>A counter.</summary>
    public static RunnerMetric Counter(string name, string help, string? label = null) => new(name, help, MetricType.Counter, label, []);

    /// <summary>A histogram of durations.</summary>
    public static RunnerMetric Histogram(string name, string help, params ImmutableArray<double> buckets) => new(name, help, MetricType.Histogram, null, buckets);
}
