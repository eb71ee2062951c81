using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Test.Formats.Otlp;

/// <summary>The decoder that OpenTelemetry generates from its .proto files reads every field of our requests, and knows all of them.</summary>
[Trait("needs", "programs")]
public sealed class OtlpDecodingTest
{
    [Theory]
    [InlineData("json")]
    [InlineData("protobuf")]
    public void Metrics_are_decoded_as_they_were(string encoding)
    {
        var exports = TeamExports.Metrics;
        Assert.True(exports.Count > 100);
        var protobuf = new OtlpProtobuf();
        var decoded = OtlpDecoder.Decode("metrics", encoding, exports.Select(export => encoding == "json" ? Json(json => OtlpJson.Write(json, export)) : protobuf.Encode(export).ToArray()));
        Assert.Equal(exports.Count, decoded.Count);
        foreach (var (export, request) in exports.Zip(decoded))
        {
            var resource = Assert.Single(request.GetProperty("resourceMetrics").EnumerateArray());
            Assert.Equal(Texts(export.Resource), Texts(resource.GetProperty("resource")));
            var scope = Assert.Single(resource.GetProperty("scopeMetrics").EnumerateArray());
            Assert.Equal((export.Scope.Name, export.Scope.Version), (scope.GetProperty("scope").GetProperty("name").GetString(), scope.GetProperty("scope").GetProperty("version").GetString()));
            var metrics = scope.GetProperty("metrics").EnumerateArray().ToList();
            Assert.Equal(export.Sums.Select(sum => (sum.Name, sum.Description, sum.Unit)), metrics.Select(metric => (Text(metric, "name"), Text(metric, "description"), Text(metric, "unit"))));
            foreach (var (sum, metric) in export.Sums.Zip(metrics))
            {
                var data = metric.GetProperty("sum");
                Assert.Equal(((int)export.Temporality, true), (data.GetProperty("aggregationTemporality").GetInt32(), data.GetProperty("isMonotonic").GetBoolean()));
                var points = data.GetProperty("dataPoints").EnumerateArray().ToList();
                Assert.Equal(sum.Points.Length, points.Count);
                foreach (var (point, number) in sum.Points.Zip(points))
                {
                    Assert.Equal(point.Value, number.GetProperty("asDouble").GetDouble());
                    Assert.Equal((export.Start, export.Time), (InstantOf(number, "startTimeUnixNano"), InstantOf(number, "timeUnixNano")));
                    Assert.Equal(Texts(point.Attributes), Texts(number));
                }
            }
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("protobuf")]
    public void Events_are_decoded_as_they_were(string encoding)
    {
        var exports = TeamExports.Logs;
        Assert.True(exports.Count > 100);
        var protobuf = new OtlpProtobuf();
        var decoded = OtlpDecoder.Decode("logs", encoding, exports.Select(export => encoding == "json" ? Json(json => OtlpJson.Write(json, export)) : protobuf.Encode(export).ToArray()));
        Assert.Equal(exports.Count, decoded.Count);
        foreach (var (export, request) in exports.Zip(decoded))
        {
            var resource = Assert.Single(request.GetProperty("resourceLogs").EnumerateArray());
            Assert.Equal(Texts(export.Resource), Texts(resource.GetProperty("resource")));
            var scope = Assert.Single(resource.GetProperty("scopeLogs").EnumerateArray());
            Assert.Equal((export.Scope.Name, export.Scope.Version), (scope.GetProperty("scope").GetProperty("name").GetString(), scope.GetProperty("scope").GetProperty("version").GetString()));
            var records = scope.GetProperty("logRecords").EnumerateArray().ToList();
            Assert.Equal(export.Events.Length, records.Count);
            foreach (var (happened, record) in export.Events.Zip(records))
            {
                Assert.Equal(happened.Name, Text(record.GetProperty("body"), "stringValue"));
                Assert.Equal((happened.Instant, happened.Instant), (InstantOf(record, "timeUnixNano"), InstantOf(record, "observedTimeUnixNano")));
                Assert.Equal(Texts(happened.Attributes), Texts(record));
            }
        }
    }

    [Fact]
    public void Messages_of_every_length_and_values_of_every_type_are_decoded_as_they_were()
    {
        // Around the lengths at which one, two and three bytes are needed to write them.
        int[] lengths = [0, 1, 100, 110, 120, 126, 127, 128, 129, 16_370, 16_383, 16_384, 2_097_140, 2_097_152];
        var exports = lengths.Select(length => new LogExport(
            [new EventAttribute("é\"\\\u0001", new string('ü', length))], new ExportScope("s", ""), DateTimeOffset.UnixEpoch.AddTicks(10 * length),
            [new SimulatedEvent(DateTimeOffset.UnixEpoch.AddTicks(10 * length), "n", [new EventAttribute("long", (long)length - 2), new EventAttribute("least", long.MinValue), new EventAttribute("double", 0.1), new EventAttribute("zero", 0.0), new EventAttribute("yes", true), new EventAttribute("no", false), new EventAttribute("empty", "")])])).ToList();
        var protobuf = new OtlpProtobuf();
        var (json, binary) = (OtlpDecoder.Decode("logs", "json", exports.Select(export => Json(json => OtlpJson.Write(json, export)))), OtlpDecoder.Decode("logs", "protobuf", exports.Select(export => protobuf.Encode(export).ToArray())));
        Assert.Equal(lengths.Length, json.Count);
        foreach (var ((one, other), export) in json.Zip(binary).Zip(exports))
        {
            foreach (var request in (JsonElement[])[one, other])
            {
                var resource = request.GetProperty("resourceLogs")[0];
                Assert.Equal(Texts(export.Resource), Texts(resource.GetProperty("resource")));
                Assert.Equal(Texts(export.Events[0].Attributes), Texts(resource.GetProperty("scopeLogs")[0].GetProperty("logRecords")[0]));
            }
        }
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return stream.ToArray();
    }

    private static List<string> Texts(IEnumerable<EventAttribute> attributes) => [.. attributes.Select(attribute => $"{attribute.Name}: {attribute.Value switch
    {
        string text => $"string {text}",
        bool flag => $"bool {flag}",
        long number => string.Create(CultureInfo.InvariantCulture, $"int {number}"),
        double number => string.Create(CultureInfo.InvariantCulture, $"double {number:R}"),
        _ => "?",
    }}")];

    private static List<string> Texts(JsonElement of) => [.. of.GetProperty("attributes").EnumerateArray().Select(attribute =>
    {
        var value = Assert.Single(attribute.GetProperty("value").EnumerateObject());
        var text = value.Name switch
        {
            "stringValue" => $"string {value.Value.GetString()}",
            "boolValue" => $"bool {value.Value.GetBoolean()}",
            "intValue" => $"int {value.Value.GetString()}",
            "doubleValue" => string.Create(CultureInfo.InvariantCulture, $"double {value.Value.GetDouble():R}"),
            _ => "?",
        };
        return $"{Text(attribute, "key")}: {text}";
    })];

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static DateTimeOffset InstantOf(JsonElement of, string name) =>
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);
}
