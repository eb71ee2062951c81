using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Formats.Otlp;

/// <summary>A point of a metric with everything that a request says about it.</summary>
/// <param name="Metric">The name, description, type and data of its metric.</param>
/// <param name="Labels">Its attributes.</param>
/// <param name="Start">Since when it holds, in nanoseconds since the Unix epoch; 0 for none.</param>
/// <param name="Time">Its instant.</param>
/// <param name="Values">The value; of a histogram, the count of each bucket, the sum and the count.</param>
/// <param name="Bounds">The upper bounds of a histogram.</param>
internal sealed record MetricPoint(string Metric, string Labels, long Start, long Time, string Values, string Bounds)
{
    /// <summary>The identity of its series.</summary>
    public (string Metric, string Labels) Series => (Metric, Labels);

    /// <summary>The numbers of <see cref="Values"/>.</summary>
    public double[] Numbers => [.. Values.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>The points of a request, in their order.</summary>
    public static IEnumerable<MetricPoint> In(JsonElement request)
    {
        foreach (var metric in request.GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0].GetProperty("metrics").EnumerateArray())
        {
            var kind = metric.TryGetProperty("gauge", out var data) ? "gauge" : metric.TryGetProperty("sum", out data) ? "sum" : "histogram";
            if (kind == "histogram") data = metric.GetProperty(kind);
            var temporality = data.TryGetProperty("aggregationTemporality", out var number) ? number.GetInt32() : 0;
            var isMonotonic = data.TryGetProperty("isMonotonic", out var flag) && flag.GetBoolean();
            var type = metric.GetProperty("metadata")[0];
            Assert.Equal("prometheus.type", type.GetProperty("key").GetString());
            var head = HeadOf(metric.GetProperty("name").GetString()!, metric.TryGetProperty("description", out var help) ? help.GetString()! : "", type.GetProperty("value").GetProperty("stringValue").GetString()!, kind, temporality, isMonotonic);
            foreach (var point in data.GetProperty("dataPoints").EnumerateArray())
            {
                var labels = point.TryGetProperty("attributes", out var attributes) ? attributes.EnumerateArray().Select(pair => (pair.GetProperty("key").GetString()!, pair.GetProperty("value").GetProperty("stringValue").GetString()!)) : [];
                double[] numbers = kind == "histogram"
                    ? [.. point.GetProperty("bucketCounts").EnumerateArray().Select(Number), Number(point.GetProperty("sum")), Number(point.GetProperty("count"))]
                    : [Number(point.GetProperty("asDouble"))];
                yield return new MetricPoint(
                    head, Text(labels), point.TryGetProperty("startTimeUnixNano", out var start) ? (long)ulong.Parse(start.GetString()!, CultureInfo.InvariantCulture) : 0,
                    long.Parse(point.GetProperty("timeUnixNano").GetString()!, CultureInfo.InvariantCulture), Text(numbers),
                    point.TryGetProperty("explicitBounds", out var bounds) ? Text(bounds.EnumerateArray().Select(Number)) : "");
            }
        }
    }

    /// <summary>The points that an export of a snapshot with totals has, in their order.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="temporality">What the metrics are said to contain.</param>
    public static IEnumerable<MetricPoint> In(Snapshot snapshot, Temporality temporality = Temporality.Cumulative)
    {
        foreach (var family in snapshot.Layout.Families)
        {
            var isHistogram = family.Type == MetricType.Histogram;
            var kind = family.Type == MetricType.Gauge ? "gauge" : isHistogram ? "histogram" : "sum";
            var head = HeadOf(
                family.Name, family.Help, family.Type.Name, kind, kind == "gauge" ? 0 : (int)(family.Type == MetricType.Info ? Temporality.Cumulative : temporality), family.Type == MetricType.Counter);
            foreach (var (number, column) in family.LabelSets.ToArray())
            {
                var values = snapshot.Values.Slice(column, family.Stride).ToArray();
                if (Staleness.IsMarker(values[0])) continue;
                if (isHistogram) values = [.. values[..^1].Select((upTo, i) => upTo - (i == 0 ? 0 : values[i - 1])), values[^1], values[^2]];
                yield return new MetricPoint(
                    head, Text(family.Labels.LabelsOf(number).Select(label => (label.Key, label.Value))), kind == "gauge" ? 0 : NanosecondsOf(snapshot.Starts[column]),
                    NanosecondsOf(snapshot.Instant.UtcTicks), Text(values), Text(family.Buckets));
            }
        }
    }

    private static long NanosecondsOf(long ticks) => 100 * (ticks - DateTimeOffset.UnixEpoch.UtcTicks);

    private static string HeadOf(string name, string help, string type, string kind, int temporality, bool isMonotonic) => $"{name}, {help}: {type}, {kind}, {temporality}, {isMonotonic}";

    private static string Text(IEnumerable<(string, string)> labels) => string.Join(", ", labels.Select(label => $"{label.Item1}={label.Item2}"));

    private static string Text(IEnumerable<double> numbers) => string.Join(' ', numbers.Select(number => (number + 0.0).ToString("R", CultureInfo.InvariantCulture)));

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();
}
