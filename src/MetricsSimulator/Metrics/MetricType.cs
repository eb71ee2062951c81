namespace MetricsSimulator.Metrics;

/// <summary>The type of a metric family, as Prometheus uses the word.</summary>
public enum MetricType
{
    /// <summary>A total that never falls.</summary>
    Counter,

    /// <summary>A value that rises and falls.</summary>
    Gauge,

    /// <summary>Observations counted in cumulative buckets, with their sum and count.</summary>
    Histogram,
}
