using System.Collections.Immutable;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Cli.Json;

/// <summary>An anomaly of a run with all that is told about it.</summary>
/// <param name="Anomaly">The anomaly.</param>
/// <param name="Name">The name in Prometheus of the metric on which it acts; null for none.</param>
/// <param name="Touched">The sessions of a workload that it touches, in the order of time; default if it acts on something else, or if that is not told.</param>
internal sealed record RecordedAnomaly(Anomaly Anomaly, string? Name, ImmutableArray<TouchedSession> Touched = default)
{
    /// <summary>On what it acts: the key of a metric, <c>workload</c> or <c>/metrics</c>, with the matchers.</summary>
    public string Target => $"{Anomaly.Definition.Metric ?? (Anomaly.Definition.Kind.IsOfWorkload ? "workload" : "/metrics")}{Anomaly.Definition.Matchers}";

    /// <summary>The number of developers whose sessions it changes.</summary>
    public int Developers => Touched.Select(touched => touched.Developer).Distinct(StringComparer.Ordinal).Count();
}
