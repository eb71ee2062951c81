namespace MetricsSimulator.Anomalies;

/// <summary>The targets of kinds of anomalies.</summary>
[Flags]
public enum AnomalyTargets
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Gauges.</summary>
    Gauge = 1,

    /// <summary>Counters with their own rate.</summary>
    Counter = 2,

    /// <summary>Counters of some of another counter's events.</summary>
    DerivedCounter = 4,

    /// <summary>Histograms.</summary>
    Histogram = 8,

    /// <summary>Metrics with a path of their own.</summary>
    Paths = Gauge | Counter | Histogram,

    /// <summary>Metrics that count, and can be set back to 0.</summary>
    Counted = Counter | DerivedCounter | Histogram,

    /// <summary>Metrics whose values change: all but info metrics.</summary>
    Changing = Paths | DerivedCounter,

    /// <summary>The endpoint <c>/metrics</c> as a whole, not a metric.</summary>
    Endpoint = 16,

    /// <summary>Info metrics, whose value is always 1.</summary>
    Info = 32,

    /// <summary>A team of developers and their sessions, which every metric and event of a workload follows.</summary>
    Workload = 64,

    /// <summary>The way of a workload's counts from the processes of its sessions to Prometheus.</summary>
    View = 128,

    /// <summary>Every metric.</summary>
    Metrics = Changing | Info,
}
