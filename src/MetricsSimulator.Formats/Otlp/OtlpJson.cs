using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Events;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// Writes exports as requests of OTLP in JSON: names in lower camel case, enumerations as numbers, and whole numbers of 64 bits as texts. Source: OTLP specification 1.x, section "JSON
/// Protobuf Encoding".
/// </summary>
public static class OtlpJson
{
    /// <summary>Writes an <c>ExportMetricsServiceRequest</c>.</summary>
    /// <param name="json">The destination.</param>
    /// <param name="export">The export.</param>
    public static void Write(Utf8JsonWriter json, MetricExport export)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(export);
        BeginRequest(json, OtlpMetrics.Request.ResourceMetrics, export.Resource, OtlpMetrics.ResourceMetrics.ScopeMetrics, export.Scope);
        json.WriteStartArray(OtlpMetrics.ScopeMetrics.Metrics.Name);
        foreach (var sum in export.Sums) WriteSum(json, export, sum);
        json.WriteEndArray();
        EndRequest(json);
    }

    /// <summary>Writes an <c>ExportLogsServiceRequest</c>.</summary>
    /// <param name="json">The destination.</param>
    /// <param name="export">The export.</param>
    public static void Write(Utf8JsonWriter json, LogExport export)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(export);
        BeginRequest(json, OtlpLogs.Request.ResourceLogs, export.Resource, OtlpLogs.ResourceLogs.ScopeLogs, export.Scope);
        json.WriteStartArray(OtlpLogs.ScopeLogs.LogRecords.Name);
        foreach (var happened in export.Events)
        {
            json.WriteStartObject();
            WriteTime(json, OtlpLogs.LogRecord.TimeUnixNano, happened.Instant);
            WriteTime(json, OtlpLogs.LogRecord.ObservedTimeUnixNano, happened.Instant);
            json.WriteStartObject(OtlpLogs.LogRecord.Body.Name);
            json.WriteString(OtlpCommon.AnyValue.StringValue.Name, happened.Name);
            json.WriteEndObject();
            WriteAttributes(json, OtlpLogs.LogRecord.Attributes, happened.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        EndRequest(json);
    }

    private static void WriteSum(Utf8JsonWriter json, MetricExport export, ExportedSum sum)
    {
        json.WriteStartObject();
        json.WriteString(OtlpMetrics.Metric.Name.Name, sum.Name);
        if (sum.Description.Length > 0) json.WriteString(OtlpMetrics.Metric.Description.Name, sum.Description);
        if (sum.Unit.Length > 0) json.WriteString(OtlpMetrics.Metric.Unit.Name, sum.Unit);
        json.WriteStartObject(OtlpMetrics.Metric.Sum.Name);
        json.WriteStartArray(OtlpMetrics.Sum.DataPoints.Name);
        foreach (var point in sum.Points)
        {
            json.WriteStartObject();
            WriteAttributes(json, OtlpMetrics.NumberPoint.Attributes, point.Attributes);
            WriteTime(json, OtlpMetrics.NumberPoint.StartTimeUnixNano, sum.Restart ?? export.Start);
            WriteTime(json, OtlpMetrics.NumberPoint.TimeUnixNano, export.Time);
            json.WriteNumber(OtlpMetrics.NumberPoint.AsDouble.Name, point.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber(OtlpMetrics.Sum.AggregationTemporality.Name, (int)export.Temporality);
        json.WriteBoolean(OtlpMetrics.Sum.IsMonotonic.Name, true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Begins a request, up to what its only scope contains.</summary>
    internal static void BeginRequest(Utf8JsonWriter json, OtlpField resources, ImmutableArray<EventAttribute> attributes, OtlpField scopes, ExportScope scope)
    {
        json.WriteStartObject();
        json.WriteStartArray(resources.Name);
        json.WriteStartObject();
        json.WriteStartObject(OtlpMetrics.ResourceMetrics.Resource.Name);
        WriteAttributes(json, OtlpCommon.Resource.Attributes, attributes);
        json.WriteEndObject();
        json.WriteStartArray(scopes.Name);
        json.WriteStartObject();
        json.WriteStartObject(OtlpMetrics.ScopeMetrics.Scope.Name);
        json.WriteString(OtlpCommon.Scope.Name.Name, scope.Name);
        if (scope.Version.Length > 0) json.WriteString(OtlpCommon.Scope.Version.Name, scope.Version);
        json.WriteEndObject();
    }

    private static void EndRequest(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, OtlpField field, DateTimeOffset instant) => json.WriteString(field.Name, OtlpTime.Of(instant).ToString(CultureInfo.InvariantCulture));

    private static void WriteAttributes(Utf8JsonWriter json, OtlpField field, ImmutableArray<EventAttribute> attributes)
    {
        json.WriteStartArray(field.Name);
        foreach (var (name, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString(OtlpCommon.KeyValue.Key.Name, name);
            json.WriteStartObject(OtlpCommon.KeyValue.Value.Name);
            switch (value)
            {
                case string text:
                    json.WriteString(OtlpCommon.AnyValue.StringValue.Name, text);
                    break;
                case bool flag:
                    json.WriteBoolean(OtlpCommon.AnyValue.BoolValue.Name, flag);
                    break;
                case long number:
                    json.WriteString(OtlpCommon.AnyValue.IntValue.Name, number.ToString(CultureInfo.InvariantCulture));
                    break;
                case double number:
                    json.WriteNumber(OtlpCommon.AnyValue.DoubleValue.Name, number);
                    break;
                default:
                    throw new ArgumentException($"{name} is of a type that attributes do not have.", nameof(attributes));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
