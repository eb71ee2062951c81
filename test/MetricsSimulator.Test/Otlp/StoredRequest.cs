using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Telemetry;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Otlp;

/// <summary>A request that a store got.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body, not compressed.</param>
internal sealed record StoredRequest(string Path, IHeaderDictionary Headers, byte[] Body)
{
    private List<StoredPoint>? _points;

    /// <summary>The points of metrics in JSON.</summary>
    public IReadOnlyList<StoredPoint> Points => _points ??= [.. ReadPoints()];

    /// <summary>The log records in JSON, each as its instant, its name and its attributes.</summary>
    public IEnumerable<(DateTimeOffset Instant, string Name, string Attributes)> Records
    {
        get
        {
            using var json = JsonDocument.Parse(Body);
            foreach (var record in Elements(json.RootElement, "resourceLogs").SelectMany(resource => Elements(resource, "scopeLogs")).SelectMany(scope => Elements(scope, "logRecords")))
                yield return (InstantOf(record, "timeUnixNano"), record.GetProperty("body").GetProperty("stringValue").GetString()!, TextOf(record));
        }
    }

    private IEnumerable<StoredPoint> ReadPoints()
    {
        using var json = JsonDocument.Parse(Body);
        foreach (var resource in Elements(json.RootElement, "resourceMetrics"))
        {
            foreach (var metric in Elements(resource, "scopeMetrics").SelectMany(scope => Elements(scope, "metrics")))
            {
                var sum = metric.GetProperty("sum");
                foreach (var point in Elements(sum, "dataPoints"))
                {
                    yield return new StoredPoint(
                        metric.GetProperty("name").GetString()!, TextOf(point), sum.GetProperty("aggregationTemporality").GetInt32(), InstantOf(point, "startTimeUnixNano"),
                        InstantOf(point, "timeUnixNano"), point.GetProperty("asDouble").GetDouble());
                }
            }
        }
    }

    /// <summary>Attributes as the text that points of a store have.</summary>
    public static string TextOf(IEnumerable<EventAttribute> attributes) =>
        string.Join(' ', attributes.Select(attribute => $"{NameProfile.LabelOf(attribute.Name)}={attribute.Value}").Order(StringComparer.Ordinal));

    private static JsonElement.ArrayEnumerator Elements(JsonElement of, string name) => of.TryGetProperty(name, out var array) ? array.EnumerateArray() : default;

    // The names of attributes as Prometheus writes them.
    private static string TextOf(JsonElement of) => string.Join(
        ' ', of.GetProperty("attributes").EnumerateArray().Select(attribute => $"{NameProfile.LabelOf(attribute.GetProperty("key").GetString()!)}={attribute.GetProperty("value").EnumerateObject().Single().Value}")
            .Order(StringComparer.Ordinal));

    private static DateTimeOffset InstantOf(JsonElement of, string name) =>
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);
}
