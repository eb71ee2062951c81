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
        var resourceMetrics = _message.Begin(1);
        WriteResource(_message, export.Resource);
        var scopeMetrics = _message.Begin(2);
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
        var resourceLogs = _message.Begin(1);
        WriteResource(_message, export.Resource);
        var scopeLogs = _message.Begin(2);
        WriteScope(_message, export.Scope);
        foreach (var happened in export.Events)
        {
            var record = _message.Begin(2);
            _message.Fixed(1, OtlpTime.Of(happened.Instant));
            var body = _message.Begin(5);
            _message.Text(1, happened.Name);
            _message.End(body);
            WriteAttributes(_message, 6, happened.Attributes);
            _message.Fixed(11, OtlpTime.Of(happened.Instant));
            _message.End(record);
        }

        _message.End(scopeLogs);
        _message.End(resourceLogs);
        return _message.Written;
    }

    private void WriteSum(MetricExport export, ExportedSum sum)
    {
        var metric = _message.Begin(2);
        _message.Text(1, sum.Name);
        if (sum.Description.Length > 0) _message.Text(2, sum.Description);
        if (sum.Unit.Length > 0) _message.Text(3, sum.Unit);
        var data = _message.Begin(7);
        foreach (var point in sum.Points)
        {
            var number = _message.Begin(1);
            _message.Fixed(2, OtlpTime.Of(export.Start));
            _message.Fixed(3, OtlpTime.Of(export.Time));
            _message.Double(4, point.Value);
            WriteAttributes(_message, 7, point.Attributes);
            _message.End(number);
        }

        _message.Number(2, (int)export.Temporality);
        _message.Number(3, 1);
        _message.End(data);
        _message.End(metric);
    }

    /// <summary>Writes the field of a resource.</summary>
    internal static void WriteResource(ProtobufMessage message, ImmutableArray<EventAttribute> attributes)
    {
        var resource = message.Begin(1);
        WriteAttributes(message, 1, attributes);
        message.End(resource);
    }

    /// <summary>Writes the field of a scope.</summary>
    internal static void WriteScope(ProtobufMessage message, ExportScope scope)
    {
        var written = message.Begin(1);
        message.Text(1, scope.Name);
        if (scope.Version.Length > 0) message.Text(2, scope.Version);
        message.End(written);
    }

    /// <summary>Writes attributes, each as a field.</summary>
    internal static void WriteAttributes(ProtobufMessage message, int field, ImmutableArray<EventAttribute> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            var pair = message.Begin(field);
            message.Text(1, name);
            var any = message.Begin(2);
            switch (value)
            {
                case string text:
                    message.Text(1, text);
                    break;
                case bool flag:
                    message.Number(2, flag ? 1 : 0);
                    break;
                case long number:
                    message.Number(3, number);
                    break;
                case double number:
                    message.Double(4, number);
                    break;
                default:
                    throw new ArgumentException($"{name} is of a type that attributes do not have.", nameof(attributes));
            }

            message.End(any);
            message.End(pair);
        }
    }
}
