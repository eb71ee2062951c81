using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>The targets of a kind of anomaly, in words.</summary>
internal static class AnomalyTargetText
{
    private static readonly (AnomalyTargets Target, string Name)[] s_targets =
    [
        (AnomalyTargets.Counter, "counters"),
        (AnomalyTargets.DerivedCounter, "counters with 'of'"),
        (AnomalyTargets.Gauge, "gauges"),
        (AnomalyTargets.Histogram, "histograms"),
        (AnomalyTargets.Info, "info metrics"),
        (AnomalyTargets.View, "what the workload shows"),
    ];

    /// <summary>As in a sentence: <c>counters and histograms</c>.</summary>
    public static string Of(AnomalyKind kind)
    {
        if (kind.IsOfEndpoint) return "the endpoint";
        if (kind.IsOfWorkload) return "the workload";
        if (kind.Targets == AnomalyTargets.View) return "what the workload shows";
        if (kind.Targets == AnomalyTargets.Metrics) return "every metric";
        if (kind.Targets == AnomalyTargets.Changing) return "every metric but info metrics";
        string[] names = [.. s_targets.Where(target => kind.Targets.HasFlag(target.Target)).Select(target => target.Name)];
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }
}
