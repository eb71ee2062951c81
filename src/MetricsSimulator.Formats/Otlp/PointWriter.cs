using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Writes a request of OTLP with points of metrics, from its beginning to its end. Not thread-safe; reusable.</summary>
/// <param name="labels">Spells the labels of points.</param>
internal abstract class PointWriter(LabelAttributes labels)
{
    /// <summary>The name of the metadata with the type that Prometheus knows.</summary>
    protected const string PrometheusType = "prometheus.type";

    /// <summary>What was written so far.</summary>
    public abstract ReadOnlyMemory<byte> Written { get; }

    /// <summary>The number of bytes that were written so far.</summary>
    public abstract int Length { get; }

    /// <summary>The attributes of the current label set.</summary>
    protected ReadOnlySpan<byte> Attributes => labels.Current;

    /// <summary>Encodes what a metric has beside its points.</summary>
    public abstract MetricHead HeadOf(MetricFamily family);

    /// <summary>Begins a request.</summary>
    /// <param name="time">The instant of its points, in nanoseconds since the Unix epoch.</param>
    public abstract void BeginRequest(long time);

    /// <summary>Begins a metric.</summary>
    public abstract void BeginMetric(MetricHead head);

    /// <summary>Ends the metric.</summary>
    public abstract void EndMetric();

    /// <summary>Ends the request.</summary>
    public abstract void EndRequest();

    /// <summary>Goes to the first label set that a family shows.</summary>
    public void StartLabels(MetricFamily family) => labels.Start(family.Labels, family.Range.First, family.Series.Length > 1);

    /// <summary>Goes to the next label set.</summary>
    public void MoveNextLabels() => labels.MoveNext();

    /// <summary>Writes a point of a gauge.</summary>
    public abstract void WriteNumber(double value);

    /// <summary>Writes a point of a sum.</summary>
    /// <param name="start">Since when it counts, in nanoseconds since the Unix epoch.</param>
    /// <param name="value">The value.</param>
    public abstract void WriteNumber(long start, double value);

    /// <summary>Writes a point of a histogram.</summary>
    /// <param name="start">Since when it counts, in nanoseconds since the Unix epoch.</param>
    /// <param name="values">The cumulative count of each bucket, and then the sum.</param>
    /// <param name="before">The same at <paramref name="start"/>; empty for 0.</param>
    public abstract void WriteHistogram(long start, ReadOnlySpan<double> values, ReadOnlySpan<double> before);

    /// <summary>The field of a metric that has the points of a family.</summary>
    protected static OtlpField DataOf(MetricFamily family) =>
        family.Type == MetricType.Gauge ? OtlpMetrics.Metric.Gauge : family.Series.Length > 1 ? OtlpMetrics.Metric.Histogram : OtlpMetrics.Metric.Sum;

    /// <summary>The number of observations up to the upper bound of a bucket.</summary>
    protected static double CumulativeCount(ReadOnlySpan<double> values, ReadOnlySpan<double> before, int bucket) =>
        before.IsEmpty ? values[bucket] : values[bucket] - before[bucket];
}
