namespace MetricsSimulator.Formats.Otlp;

/// <summary>What the points of a metric are.</summary>
public enum ReceivedMetricKind
{
    /// <summary>Values at an instant.</summary>
    Gauge,

    /// <summary>Sums over a time.</summary>
    Sum,

    /// <summary>Histograms with explicit bounds.</summary>
    Histogram,

    /// <summary>Histograms with exponential buckets.</summary>
    ExponentialHistogram,

    /// <summary>Summaries.</summary>
    Summary,
}
