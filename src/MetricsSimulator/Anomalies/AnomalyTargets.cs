namespace MetricsSimulator.Anomalies;

/// <summary>What a kind of anomaly can act on.</summary>
[Flags]
public enum AnomalyTargets
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Gauges.</summary>
    Gauge = 1,

    /// <summary>Counters with a rate of their own.</summary>
    Counter = 2,

    /// <summary>Counters of some of another counter's events.</summary>
    DerivedCounter = 4,

    /// <summary>Histograms.</summary>
    Histogram = 8,

    /// <summary>What has a path of its own.</summary>
    Paths = Gauge | Counter | Histogram,

    /// <summary>What counts, and so can begin again at 0.</summary>
    Counted = Counter | DerivedCounter | Histogram,

    /// <summary>What has values that change: every metric but an info.</summary>
    Changing = Paths | DerivedCounter,

    /// <summary>The endpoint <c>/metrics</c> as a whole, and no metric.</summary>
    Endpoint = 16,

    /// <summary>Info metrics, whose value is always 1.</summary>
    Info = 32,

    /// <summary>Every metric.</summary>
    Metrics = Changing | Info,
}
