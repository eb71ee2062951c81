namespace MetricsSimulator.Anomalies;

/// <summary>What a workload must have between its processes and Prometheus so that a kind of anomaly can act there.</summary>
public enum ViewNeed
{
    /// <summary>The metrics of Claude Code, under any names.</summary>
    Metrics,

    /// <summary>Counters, not deltas.</summary>
    Counters,

    /// <summary>A collector that keeps counters.</summary>
    Collector,

    /// <summary>The Prometheus exporter of Claude Code itself.</summary>
    OwnExporter,
}
