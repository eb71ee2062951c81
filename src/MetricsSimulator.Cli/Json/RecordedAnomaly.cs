using System.Collections.Immutable;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Cli.Json;

/// <summary>An anomaly of a run with all that is told about it.</summary>
/// <param name="Anomaly">The anomaly.</param>
/// <param name="Name">The name in Prometheus of the metric on which it acts; null for none.</param>
/// <param name="Effects">What it changes in the sessions of a workload, in the order of the time; default if it acts on something else, or if that is not told.</param>
internal sealed record RecordedAnomaly(Anomaly Anomaly, string? Name, ImmutableArray<AnomalyEffect> Effects = default)
{
    /// <summary>On what it acts: the key of a metric, <c>workload</c> or <c>/metrics</c>, with the matchers.</summary>
    public string Target => $"{Anomaly.Definition.Metric ?? (Anomaly.Definition.Kind.IsOfWorkload ? "workload" : "/metrics")}{Anomaly.Definition.Matchers}";

    /// <summary>The number of developers whose sessions it changes.</summary>
    public int Developers => Effects.Select(effect => effect.Developer).Distinct(StringComparer.Ordinal).Count();
}
