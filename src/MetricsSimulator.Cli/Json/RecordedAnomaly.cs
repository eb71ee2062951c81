using System.Collections.Immutable;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Cli.Json;

/// <summary>An anomaly of a run with all that is told about it.</summary>
/// <param name="Anomaly">The anomaly.</param>
/// <param name="Name">The name in Prometheus of the metric on which it acts; null for none.</param>
/// <param name="Touched">The sessions of a workload that it touches, in the order of time; default if it acts on something else, or if that is not told.</param>
/// <param name="Fallen">The counters of a workload that it lets fall; default if it does not act on what a workload shows, or if that is not told.</param>
internal sealed record RecordedAnomaly(Anomaly Anomaly, string? Name, ImmutableArray<TouchedSession> Touched = default, ImmutableArray<FallenSeries> Fallen = default)
{
    /// <summary>How often counters fall because of it.</summary>
    public long Falls => Fallen.IsDefault ? 0 : Fallen.Sum(series => series.Count);

    /// <summary>On what it acts: the key of a metric, <c>workload</c> or <c>/metrics</c>, with the matchers.</summary>
    public string Target => $"{Anomaly.Definition.Metric ?? (Anomaly.Definition.ActsOnWorkload ? "workload" : "/metrics")}{Anomaly.Definition.Matchers}";

    /// <summary>The number of developers whose sessions it changes.</summary>
    public int Developers => Touched.Select(touched => touched.Developer).Distinct(StringComparer.Ordinal).Count();
}
