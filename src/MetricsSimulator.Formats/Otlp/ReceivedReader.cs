using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Events;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Reads metrics and log records from messages, and checks the rules of OTLP about them. Source: opentelemetry-proto 1.x, the comments of metrics.proto, logs.proto and common.proto. Not thread-safe.</summary>
internal sealed class ReceivedReader
{
    private readonly OtlpPlace _place = new();
    private readonly PointReader _points;

    /// <summary>Creates a reader.</summary>
    public ReceivedReader() => _points = new PointReader(_place);

    /// <summary>Reads the metrics of a request.</summary>
    /// <exception cref="OtlpFormatException">It breaks a rule.</exception>
    public ImmutableArray<ReceivedMetric> ReadMetrics(OtlpMessage request)
    {
        var metrics = ImmutableArray.CreateBuilder<ReceivedMetric>();
        Each(request, OtlpMetrics.Request.ResourceMetrics, ofResource =>
        {
            var resource = ReadResource(ofResource, OtlpMetrics.ResourceMetrics.Resource);
            Each(ofResource, OtlpMetrics.ResourceMetrics.ScopeMetrics, ofScope =>
            {
                var scope = ReadScope(ofScope.Message(OtlpMetrics.ScopeMetrics.Scope));
                Each(ofScope, OtlpMetrics.ScopeMetrics.Metrics, metric => metrics.Add(ReadMetric(metric, resource, scope)));
            });
        });
        return metrics.DrainToImmutable();
    }

    /// <summary>Reads the log records of a request.</summary>
    /// <exception cref="OtlpFormatException">It breaks a rule.</exception>
    public ImmutableArray<ReceivedRecord> ReadRecords(OtlpMessage request)
    {
        var records = ImmutableArray.CreateBuilder<ReceivedRecord>();
        Each(request, OtlpLogs.Request.ResourceLogs, ofResource =>
        {
            var resource = ReadResource(ofResource, OtlpLogs.ResourceLogs.Resource);
            Each(ofResource, OtlpLogs.ResourceLogs.ScopeLogs, ofScope =>
            {
                var scope = ReadScope(ofScope.Message(OtlpLogs.ScopeLogs.Scope));
                Each(ofScope, OtlpLogs.ScopeLogs.LogRecords, record => records.Add(ReadRecord(record, resource, scope)));
            });
        });
        return records.DrainToImmutable();
    }

    private void Each(OtlpMessage message, OtlpField field, Action<OtlpMessage> read)
    {
        var values = message.Values(field);
        for (var index = 0; index < values.Count; index++)
        {
            _place.Enter(field, index);
            read((OtlpMessage)values[index]);
            _place.Leave();
        }
    }

    private ImmutableArray<EventAttribute> ReadResource(OtlpMessage message, OtlpField field)
    {
        _place.Enter(field);
        var attributes = ReceivedAttributes.Read(message.Message(field), OtlpCommon.Resource.Attributes, _place);
        _place.Leave();
        return attributes;
    }

    private static ExportScope ReadScope(OtlpMessage scope) => new(scope.Text(OtlpCommon.Scope.Name), scope.Text(OtlpCommon.Scope.Version));

    private ReceivedRecord ReadRecord(OtlpMessage record, ImmutableArray<EventAttribute> resource, ExportScope scope)
    {
        var attributes = ReceivedAttributes.Read(record, OtlpLogs.LogRecord.Attributes, _place);
        RequireLength(record, OtlpLogs.LogRecord.TraceId, 16);
        RequireLength(record, OtlpLogs.LogRecord.SpanId, 8);
        var name = record.Text(OtlpLogs.LogRecord.EventName);
        if (name.Length == 0 && record.Has(OtlpLogs.LogRecord.Body)) name = ReceivedAttributes.TextOf(record.Message(OtlpLogs.LogRecord.Body));
        return new ReceivedRecord(resource, scope, OtlpTime.InstantOf(record.Unsigned(OtlpLogs.LogRecord.TimeUnixNano)), name, attributes);
    }

    private void RequireLength(OtlpMessage message, OtlpField field, int length)
    {
        if (message.Bytes(field).Length is var found and not 0 && found != length)
            throw _place.Error(string.Create(CultureInfo.InvariantCulture, $"{field.Name} must have {length} bytes or none, got {found}"));
    }

    private ReceivedMetric ReadMetric(OtlpMessage metric, ImmutableArray<EventAttribute> resource, ExportScope scope)
    {
        var name = metric.Text(OtlpMetrics.Metric.Name);
        if (name.Length == 0) throw _place.Error("name must not be empty");
        var (kind, field) = KindOf(metric);
        _place.Enter(field);
        var data = metric.Message(field);
        Temporality? temporality = kind switch
        {
            ReceivedMetricKind.Sum => ReadTemporality(data, OtlpMetrics.Sum.AggregationTemporality),
            ReceivedMetricKind.Histogram => ReadTemporality(data, OtlpMetrics.Histogram.AggregationTemporality),
            ReceivedMetricKind.ExponentialHistogram => ReadTemporality(data, OtlpMetrics.ExponentialHistogram.AggregationTemporality),
            _ => null,
        };
        var points = ImmutableArray.CreateBuilder<ReceivedPoint>();
        Each(data, OtlpMetrics.Sum.DataPoints, point => points.Add(_points.Read(kind, point)));
        _place.Leave();
        return new ReceivedMetric(
            resource, scope, name, metric.Text(OtlpMetrics.Metric.Description), metric.Text(OtlpMetrics.Metric.Unit), kind, temporality,
            kind == ReceivedMetricKind.Sum && data.Flag(OtlpMetrics.Sum.IsMonotonic), points.DrainToImmutable());
    }

    private (ReceivedMetricKind Kind, OtlpField Field) KindOf(OtlpMessage metric)
    {
        if (metric.Has(OtlpMetrics.Metric.Sum)) return (ReceivedMetricKind.Sum, OtlpMetrics.Metric.Sum);
        if (metric.Has(OtlpMetrics.Metric.Gauge)) return (ReceivedMetricKind.Gauge, OtlpMetrics.Metric.Gauge);
        if (metric.Has(OtlpMetrics.Metric.Histogram)) return (ReceivedMetricKind.Histogram, OtlpMetrics.Metric.Histogram);
        if (metric.Has(OtlpMetrics.Metric.ExponentialHistogram)) return (ReceivedMetricKind.ExponentialHistogram, OtlpMetrics.Metric.ExponentialHistogram);
        if (metric.Has(OtlpMetrics.Metric.Summary)) return (ReceivedMetricKind.Summary, OtlpMetrics.Metric.Summary);
        throw _place.Error("must have a gauge, a sum, a histogram, an exponentialHistogram or a summary");
    }

    private Temporality ReadTemporality(OtlpMessage data, OtlpField field) => data.Signed(field) switch
    {
        (long)Temporality.Delta => Temporality.Delta,
        (long)Temporality.Cumulative => Temporality.Cumulative,
        var other => throw _place.Error(string.Create(CultureInfo.InvariantCulture, $"{field.Name} must be 1 (delta) or 2 (cumulative), got {other}")),
    };
}
