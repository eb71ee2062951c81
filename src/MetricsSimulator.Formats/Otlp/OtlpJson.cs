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
        BeginRequest(json, "resourceMetrics", export.Resource, "scopeMetrics", export.Scope);
        json.WriteStartArray("metrics");
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
        BeginRequest(json, "resourceLogs", export.Resource, "scopeLogs", export.Scope);
        json.WriteStartArray("logRecords");
        foreach (var happened in export.Events)
        {
            json.WriteStartObject();
            WriteTime(json, "timeUnixNano", happened.Instant);
            WriteTime(json, "observedTimeUnixNano", happened.Instant);
            json.WriteStartObject("body");
            json.WriteString("stringValue", happened.Name);
            json.WriteEndObject();
            WriteAttributes(json, happened.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        EndRequest(json);
    }

    private static void WriteSum(Utf8JsonWriter json, MetricExport export, ExportedSum sum)
    {
        json.WriteStartObject();
        json.WriteString("name", sum.Name);
        if (sum.Description.Length > 0) json.WriteString("description", sum.Description);
        if (sum.Unit.Length > 0) json.WriteString("unit", sum.Unit);
        json.WriteStartObject("sum");
        json.WriteStartArray("dataPoints");
        foreach (var point in sum.Points)
        {
            json.WriteStartObject();
            WriteAttributes(json, point.Attributes);
            WriteTime(json, "startTimeUnixNano", export.Start);
            WriteTime(json, "timeUnixNano", export.Time);
            json.WriteNumber("asDouble", point.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("aggregationTemporality", (int)export.Temporality);
        json.WriteBoolean("isMonotonic", true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Begins a request, up to what its only scope contains.</summary>
    internal static void BeginRequest(Utf8JsonWriter json, string resources, ImmutableArray<EventAttribute> attributes, string scopes, ExportScope scope)
    {
        json.WriteStartObject();
        json.WriteStartArray(resources);
        json.WriteStartObject();
        json.WriteStartObject("resource");
        WriteAttributes(json, attributes);
        json.WriteEndObject();
        json.WriteStartArray(scopes);
        json.WriteStartObject();
        json.WriteStartObject("scope");
        json.WriteString("name", scope.Name);
        if (scope.Version.Length > 0) json.WriteString("version", scope.Version);
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

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset instant) => json.WriteString(name, OtlpTime.Of(instant).ToString(CultureInfo.InvariantCulture));

    private static void WriteAttributes(Utf8JsonWriter json, ImmutableArray<EventAttribute> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (name, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", name);
            json.WriteStartObject("value");
            switch (value)
            {
                case string text:
                    json.WriteString("stringValue", text);
                    break;
                case bool flag:
                    json.WriteBoolean("boolValue", flag);
                    break;
                case long number:
                    json.WriteString("intValue", number.ToString(CultureInfo.InvariantCulture));
                    break;
                case double number:
                    json.WriteNumber("doubleValue", number);
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
