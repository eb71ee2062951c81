using System.Collections.Immutable;
using MetricsSimulator.Events;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// Encodes exports as requests of OTLP in Protocol Buffers. Source: opentelemetry-proto 1.x, collector/metrics/v1/metrics_service.proto, collector/logs/v1/logs_service.proto and what
/// they include. Not thread-safe: what a call returns is valid until the next.
/// </summary>
public sealed class OtlpProtobuf
{
    private readonly ProtobufMessage _message = new();

    /// <summary>Encodes an <c>ExportMetricsServiceRequest</c>.</summary>
    /// <param name="export">The export.</param>
    public ReadOnlySpan<byte> Encode(MetricExport export)
    {
        ArgumentNullException.ThrowIfNull(export);
        _message.Clear();
        var resourceMetrics = _message.Begin(OtlpMetrics.Request.ResourceMetrics);
        WriteResource(_message, export.Resource);
        var scopeMetrics = _message.Begin(OtlpMetrics.ResourceMetrics.ScopeMetrics);
        WriteScope(_message, export.Scope);
        foreach (var sum in export.Sums) WriteSum(export, sum);
        _message.End(scopeMetrics);
        _message.End(resourceMetrics);
        return _message.Written;
    }

    /// <summary>Encodes an <c>ExportLogsServiceRequest</c>.</summary>
    /// <param name="export">The export.</param>
    public ReadOnlySpan<byte> Encode(LogExport export)
    {
        ArgumentNullException.ThrowIfNull(export);
        _message.Clear();
        var resourceLogs = _message.Begin(OtlpLogs.Request.ResourceLogs);
        WriteResource(_message, export.Resource);
        var scopeLogs = _message.Begin(OtlpLogs.ResourceLogs.ScopeLogs);
        WriteScope(_message, export.Scope);
        foreach (var happened in export.Events)
        {
            var record = _message.Begin(OtlpLogs.ScopeLogs.LogRecords);
            _message.Fixed(OtlpLogs.LogRecord.TimeUnixNano, OtlpTime.Of(happened.Instant));
            var body = _message.Begin(OtlpLogs.LogRecord.Body);
            _message.Text(OtlpCommon.AnyValue.StringValue, happened.Name);
            _message.End(body);
            WriteAttributes(_message, OtlpLogs.LogRecord.Attributes, happened.Attributes);
            _message.Fixed(OtlpLogs.LogRecord.ObservedTimeUnixNano, OtlpTime.Of(happened.Instant));
            _message.End(record);
        }

        _message.End(scopeLogs);
        _message.End(resourceLogs);
        return _message.Written;
    }

    private void WriteSum(MetricExport export, ExportedSum sum)
    {
        var metric = _message.Begin(OtlpMetrics.ScopeMetrics.Metrics);
        _message.Text(OtlpMetrics.Metric.Name, sum.Name);
        if (sum.Description.Length > 0) _message.Text(OtlpMetrics.Metric.Description, sum.Description);
        if (sum.Unit.Length > 0) _message.Text(OtlpMetrics.Metric.Unit, sum.Unit);
        var data = _message.Begin(OtlpMetrics.Metric.Sum);
        foreach (var point in sum.Points)
        {
            var number = _message.Begin(OtlpMetrics.Sum.DataPoints);
            _message.Fixed(OtlpMetrics.NumberPoint.StartTimeUnixNano, OtlpTime.Of(sum.Restart ?? export.Start));
            _message.Fixed(OtlpMetrics.NumberPoint.TimeUnixNano, OtlpTime.Of(export.Time));
            _message.Double(OtlpMetrics.NumberPoint.AsDouble, point.Value);
            WriteAttributes(_message, OtlpMetrics.NumberPoint.Attributes, point.Attributes);
            _message.End(number);
        }

        _message.Number(OtlpMetrics.Sum.AggregationTemporality, (int)export.Temporality);
        _message.Number(OtlpMetrics.Sum.IsMonotonic, 1);
        _message.End(data);
        _message.End(metric);
    }

    /// <summary>Writes the field of a resource.</summary>
    internal static void WriteResource(ProtobufMessage message, ImmutableArray<EventAttribute> attributes)
    {
        var resource = message.Begin(OtlpMetrics.ResourceMetrics.Resource);
        WriteAttributes(message, OtlpCommon.Resource.Attributes, attributes);
        message.End(resource);
    }

    /// <summary>Writes the field of a scope.</summary>
    internal static void WriteScope(ProtobufMessage message, ExportScope scope)
    {
        var written = message.Begin(OtlpMetrics.ScopeMetrics.Scope);
        message.Text(OtlpCommon.Scope.Name, scope.Name);
        if (scope.Version.Length > 0) message.Text(OtlpCommon.Scope.Version, scope.Version);
        message.End(written);
    }

    /// <summary>Writes attributes, each as a field.</summary>
    internal static void WriteAttributes(ProtobufMessage message, OtlpField field, ImmutableArray<EventAttribute> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            var pair = message.Begin(field);
            message.Text(OtlpCommon.KeyValue.Key, name);
            var any = message.Begin(OtlpCommon.KeyValue.Value);
            switch (value)
            {
                case string text:
                    message.Text(OtlpCommon.AnyValue.StringValue, text);
                    break;
                case bool flag:
                    message.Number(OtlpCommon.AnyValue.BoolValue, flag ? 1 : 0);
                    break;
                case long number:
                    message.Number(OtlpCommon.AnyValue.IntValue, number);
                    break;
                case double number:
                    message.Double(OtlpCommon.AnyValue.DoubleValue, number);
                    break;
                default:
                    throw new ArgumentException($"{name} is of a type that attributes do not have.", nameof(attributes));
            }

            message.End(any);
            message.End(pair);
        }
    }
}
