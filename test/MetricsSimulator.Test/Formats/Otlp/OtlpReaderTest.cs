using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CsCheck;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Test.Formats.Otlp;

/// <summary>Requests are read as they were written, by us and by others, and a bad one is refused with its place.</summary>
public sealed class OtlpReaderTest
{
    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void Metrics_are_read_as_our_writers_wrote_them(OtlpEncoding encoding)
    {
        var protobuf = new OtlpProtobuf();
        foreach (var export in TeamExports.Metrics)
        {
            var read = OtlpRequest.Read(OtlpSignal.Metrics, encoding, encoding == OtlpEncoding.Json ? Json(json => OtlpJson.Write(json, export)) : protobuf.Encode(export), out var error);
            Assert.Null(error);
            Assert.Equal(export.Sums.Length, read!.Metrics.Length);
            foreach (var (sum, metric) in export.Sums.Zip(read.Metrics))
            {
                Assert.Equal(export.Resource, metric.Resource);
                Assert.Equal(
                    (export.Scope, sum.Name, sum.Description, sum.Unit, ReceivedMetricKind.Sum, (Temporality?)export.Temporality, true),
                    (metric.Scope, metric.Name, metric.Description, metric.Unit, metric.Kind, metric.Temporality, metric.IsMonotonic));
                Assert.Equal(sum.Points.Select(point => (point.Value, (DateTimeOffset?)export.Start, export.Time)), metric.Points.Select(point => (point.Value, point.Start, point.Time)));
                Assert.All(sum.Points.Zip(metric.Points), pair => Assert.Equal(pair.First.Attributes, pair.Second.Attributes));
            }
        }
    }

    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void Log_records_are_read_as_our_writers_wrote_them(OtlpEncoding encoding)
    {
        var protobuf = new OtlpProtobuf();
        foreach (var export in TeamExports.Logs)
        {
            var read = OtlpRequest.Read(OtlpSignal.Logs, encoding, encoding == OtlpEncoding.Json ? Json(json => OtlpJson.Write(json, export)) : protobuf.Encode(export), out var error);
            Assert.Null(error);
            Assert.All(read!.Records, record => Assert.Equal(export.Resource, record.Resource));
            Assert.Equal(export.Events, read.Records.Select(record => new SimulatedEvent(record.Time!.Value, record.Name, record.Attributes)));
        }
    }

    [Fact]
    public void What_protobuf_says_is_written_as_the_JSON_that_says_the_same()
    {
        var protobuf = new OtlpProtobuf();
        foreach (var export in TeamExports.Metrics.Take(100))
            Assert.Equal(Text(Json(json => OtlpJson.Write(json, export))), Text(Json(OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Protobuf, protobuf.Encode(export), out _)!.WriteTo)));
    }

    [Trait("needs", "programs")]
    [Theory]
    [InlineData("metrics")]
    [InlineData("logs")]
    [InlineData("trace")]
    public void Every_field_is_read_from_what_the_encoder_of_OpenTelemetry_wrote(string signal)
    {
        var type = signal switch
        {
            "metrics" => OtlpMetrics.Request.Type,
            "logs" => OtlpLogs.Request.Type,
            _ => OtlpTraces.Request.Type,
        };
        var requests = Enumerable.Range(0, 7).Select(choice => Text(Json(json => OtlpMessageJson.Write(json, EveryField.Of(type, choice))))).ToList();
        Assert.All(requests, request => Assert.Equal(request, Text(Json(json => OtlpMessageJson.Write(json, OtlpJsonReader.Read(type, Encoding.UTF8.GetBytes(request)))))));
        var encoded = OtlpNode.Encode(signal, requests);
        Assert.Equal(requests, encoded.Select(bytes => Text(Json(json => OtlpMessageJson.Write(json, OtlpProtobufReader.Read(type, bytes))))));
    }

    [Trait("needs", "programs")]
    [Theory]
    [InlineData("json")]
    [InlineData("protobuf")]
    public void Metrics_of_the_SDK_are_read(string encoding)
    {
        var read = OtlpRequest.Read(OtlpSignal.Metrics, encoding == "json" ? OtlpEncoding.Json : OtlpEncoding.Protobuf, OtlpNode.Produce("metrics", encoding), out var error);
        Assert.Null(error);
        Assert.All(read!.Metrics, metric => Assert.Equal([new EventAttribute("service.name", "made by the SDK"), new EventAttribute("process.pid", 7L)], metric.Resource));
        Assert.All(read.Metrics, metric => Assert.Equal(new ExportScope("scope", "1.2.3"), metric.Scope));
        Assert.Equal(
            [
                ("counter", ReceivedMetricKind.Sum, Temporality.Delta, true, "0.25"),
                ("exponential", ReceivedMetricKind.ExponentialHistogram, Temporality.Delta, false, "7 of 4"),
                ("gauge", ReceivedMetricKind.Gauge, null, false, "1E-07"),
                ("histogram", ReceivedMetricKind.Histogram, Temporality.Delta, false, "15.5 of 4 in 1,2,0,1 below 1,2.5,10"),
                ("up_down", ReceivedMetricKind.Sum, Temporality.Delta, false, "-3"),
            ],
            read.Metrics.OrderBy(metric => metric.Name, StringComparer.Ordinal).Select(metric => (metric.Name, metric.Kind, metric.Temporality, metric.IsMonotonic, Shown(Assert.Single(metric.Points)))));
        Assert.Equal(
            [new EventAttribute("model", "a"), new EventAttribute("list", """{"arrayValue":{"values":[{"stringValue":"x"},{"stringValue":"y"}]}}"""), new EventAttribute("flag", true), new EventAttribute("ratio", 0.5)],
            read.Metrics.Single(metric => metric.Name == "counter").Points[0].Attributes);
    }

    [Trait("needs", "programs")]
    [Theory]
    [InlineData("json")]
    [InlineData("protobuf")]
    public void Log_records_of_the_SDK_are_read(string encoding)
    {
        var read = OtlpRequest.Read(OtlpSignal.Logs, encoding == "json" ? OtlpEncoding.Json : OtlpEncoding.Protobuf, OtlpNode.Produce("logs", encoding), out var error);
        Assert.Null(error);
        Assert.Equal(["claude_code.api_request", "named"], read!.Records.Select(record => record.Name));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), read.Records[0].Time);
        Assert.Equal(
            [new EventAttribute("cost_usd", 0.5), new EventAttribute("tokens", 12L), new EventAttribute("nested", """{"kvlistValue":{"values":[{"key":"deep","value":{"arrayValue":{"values":[{"intValue":"1"},{"kvlistValue":{"values":[{"key":"er","value":{"stringValue":"x"}}]}}]}}}]}}""")],
            read.Records[0].Attributes);
    }

    [Fact]
    public void Unknown_fields_are_skipped()
    {
        // Field 100 with each wire type; the group has a group of its own.
        byte[] unknown = [0xA0, 0x06, 0xFF, 0x01, 0xA1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8, 0xA2, 0x06, 2, 9, 9, 0xA5, 0x06, 1, 2, 3, 4, 0xA3, 0x06, 0x0B, 0x10, 5, 0x0C, 0x08, 1, 0xA4, 0x06];
        var body = new OtlpProtobuf().Encode(TeamExports.Metrics[0]).ToArray();
        var read = OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Protobuf, [.. unknown, .. body, .. unknown], out var error);
        Assert.Null(error);
        Assert.Equal(Json(json => OtlpJson.Write(json, TeamExports.Metrics[0])), Json(read!.WriteTo));
        read = OtlpRequest.Read(OtlpSignal.Logs, OtlpEncoding.Json, """{"new": {"a": [1, {}]}, "resourceLogs": [{"resource": null, "x": 1, "scopeLogs": [{"logRecords": [{"eventName": "e", "y": []}]}]}]}"""u8, out error);
        Assert.Null(error);
        Assert.Equal("e", Assert.Single(read!.Records).Name);
    }

    [Fact]
    public void A_message_given_in_two_parts_is_merged_and_packed_numbers_may_come_apart()
    {
        // Metric.histogram twice: with a point of bounds 1 (packed) and 2 (not packed), then with its temporality.
        byte[] point = [0x19, 1, 0, 0, 0, 0, 0, 0, 0, 0x3A, 8, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x39, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x32, 24, .. new byte[24]];
        byte[] metric = [0x0A, 1, (byte)'h', 0x4A, (byte)(point.Length + 2), 0x0A, (byte)point.Length, .. point, 0x4A, 2, 0x10, 2];
        byte[] scope = [0x12, (byte)metric.Length, .. metric];
        byte[] resource = [0x12, (byte)scope.Length, .. scope];
        var read = OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Protobuf, [0x0A, (byte)resource.Length, .. resource], out var error);
        Assert.Null(error);
        var histogram = Assert.Single(read!.Metrics);
        Assert.Equal(Temporality.Cumulative, histogram.Temporality);
        Assert.Equal([1.0, 2.0], Assert.Single(histogram.Points).Bounds);
    }

    [Theory]
    [InlineData("", "must be JSON; it breaks at byte 1")]
    [InlineData("[]", "the request must be an object, got a list (at byte 1)")]
    [InlineData("{} {}", "must be JSON; it breaks at byte 4")]
    [InlineData("{\n\"resourceMetrics\": [}", "must be JSON; it breaks at byte 21 of line 2")]
    [InlineData("""{"resourceMetrics": {}}""", "resourceMetrics: must be a list, got an object (at byte 21)")]
    [InlineData("""{"resourceMetrics": [], "resourceMetrics": []}""", "resourceMetrics: is given twice (at byte 44)")]
    [InlineData("""{"resourceMetrics": [{"resource": {"attributes": [{"key": 1}]}}]}""", "resourceMetrics[0].resource.attributes[0].key: must be a text, got 1 (at byte 59)")]
    [InlineData("""{"resourceMetrics": [{"resource": {"attributes": [{"key": "a", "value": {"stringValue": "\ud800"}}]}}]}""", "resourceMetrics[0].resource.attributes[0].value.stringValue: must be text in UTF-8, without half of a surrogate pair (at byte 89)")]
    [InlineData("""{"resourceMetrics": [{"resource": {"attributes": [{"key": "a"}, {"key": "a"}]}}]}""", "resourceMetrics[0].resource: attributes must not have 'a' twice")]
    [InlineData("""{"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "m"}]}]}]}""", "resourceMetrics[0].scopeMetrics[0].metrics[0]: must have a gauge, a sum, a histogram, an exponentialHistogram or a summary")]
    [InlineData("""{"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"gauge": {}}]}]}]}""", "resourceMetrics[0].scopeMetrics[0].metrics[0]: name must not be empty")]
    [InlineData("""{"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "m", "gauge": {}, "sum": {}}]}]}]}""", "resourceMetrics[0].scopeMetrics[0].metrics[0].sum: cannot be given with gauge (at byte 87)")]
    public void A_bad_request_in_JSON_is_refused_with_its_place(string body, string error) => ExpectError(error, OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Json, Encoding.UTF8.GetBytes(body), out var found), found);

    [Theory]
    [InlineData("""{"sum": {"dataPoints": []}}""", "sum: aggregationTemporality must be 1 (delta) or 2 (cumulative), got 0")]
    [InlineData("""{"sum": {"aggregationTemporality": "AGGREGATION_TEMPORALITY_DELTA"}}""", "sum.aggregationTemporality: must be a whole number from -2147483648 to 2147483647, got 'AGGREGATION_TEMPORALITY_DELTA' (at byte 101)")]
    [InlineData("""{"sum": {"aggregationTemporality": 1, "dataPoints": [{"timeUnixNano": "5"}]}}""", "sum.dataPoints[0]: must have asDouble or asInt")]
    [InlineData("""{"sum": {"aggregationTemporality": 1, "dataPoints": [{"asInt": "1"}]}}""", "sum.dataPoints[0]: timeUnixNano must be given")]
    [InlineData("""{"sum": {"aggregationTemporality": 1, "dataPoints": [{"timeUnixNano": 5, "startTimeUnixNano": 6, "asInt": 1}]}}""", "sum.dataPoints[0]: startTimeUnixNano must not be after timeUnixNano 5, got 6")]
    [InlineData("""{"gauge": {"dataPoints": [{"timeUnixNano": "-5"}]}}""", "gauge.dataPoints[0].timeUnixNano: must be a whole number from 0 to 18446744073709551615, got '-5' (at byte 109)")]
    [InlineData("""{"gauge": {"dataPoints": [{"timeUnixNano": 5, "asDouble": "one"}]}}""", "gauge.dataPoints[0].asDouble: must be a number of 64 bits, got 'one' (at byte 124)")]
    [InlineData("""{"histogram": {"aggregationTemporality": 2, "dataPoints": [{"timeUnixNano": 5, "count": 2, "bucketCounts": [1, 1], "explicitBounds": [1, 2]}]}}""", "histogram.dataPoints[0]: bucketCounts must have one number more than explicitBounds, got 2 and 2")]
    [InlineData("""{"histogram": {"aggregationTemporality": 2, "dataPoints": [{"timeUnixNano": 5, "count": 2, "bucketCounts": [1, 1, 0], "explicitBounds": [2, 2]}]}}""", "histogram.dataPoints[0]: explicitBounds must rise, got 2 before 2")]
    [InlineData("""{"histogram": {"aggregationTemporality": 2, "dataPoints": [{"timeUnixNano": 5, "count": 3, "bucketCounts": [1, 1], "explicitBounds": [2]}]}}""", "histogram.dataPoints[0]: bucketCounts must sum to count 3, got 2")]
    [InlineData("""{"exponentialHistogram": {"aggregationTemporality": 2, "dataPoints": [{"timeUnixNano": 5, "count": 3, "zeroCount": 1, "positive": {"bucketCounts": [1]}}]}}""", "exponentialHistogram.dataPoints[0]: zeroCount and bucketCounts must sum to count 3, got 2")]
    [InlineData("""{"summary": {"dataPoints": [{"timeUnixNano": 5, "quantileValues": [{"quantile": 1, "value": 3}, {"quantile": 2, "value": 3}]}]}}""", "summary.dataPoints[0]: quantileValues must have quantiles from 0 to 1, got 2")]
    [InlineData("""{"summary": {"dataPoints": [{"timeUnixNano": 5, "quantileValues": [{"quantile": 0.5, "value": -3}]}]}}""", "summary.dataPoints[0]: quantileValues must have values of 0 or more, got -3")]
    [InlineData("""{"histogram": {"aggregationTemporality": 2, "dataPoints": [{"timeUnixNano": 5, "count": 1, "bucketCounts": ["18446744073709551615", 2], "explicitBounds": [1]}]}}""", "histogram.dataPoints[0]: bucketCounts must sum to count 1, got 18446744073709551617")]
    [InlineData("""{"exponentialHistogram": {"aggregationTemporality": 2, "dataPoints": [{"timeUnixNano": 5, "count": 0, "zeroCount": "18446744073709551615", "negative": {"bucketCounts": [1]}}]}}""", "exponentialHistogram.dataPoints[0]: zeroCount and bucketCounts must sum to count 0, got 18446744073709551616")]
    [InlineData("""{"summary": {"dataPoints": [{"timeUnixNano": 5, "attributes": [{"key": "a"}, {"key": "a"}]}]}}""", "summary.dataPoints[0]: attributes must not have 'a' twice")]
    public void A_metric_that_breaks_a_rule_is_refused_with_its_place(string metric, string error) => ExpectError(
        "resourceMetrics[0].scopeMetrics[0].metrics[0]." + error,
        OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Json, Encoding.UTF8.GetBytes($$"""{"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "m", {{metric[1..]}}]}]}]}"""), out var found), found);

    [Theory]
    [InlineData("0A", "resourceMetrics[0]: ends within a number (at byte 1)")]
    [InlineData("0A05", "resourceMetrics[0]: must have 5 bytes, and 0 are left (at byte 2)")]
    [InlineData("0801", "resourceMetrics[0]: field 1 must have wire type 2, got 0 (at byte 1)")]
    [InlineData("0A04 1A02FFFE", "resourceMetrics[0].schemaUrl: must be text in UTF-8 (at byte 6)")]
    [InlineData("00", "the request must have the number of a field (at byte 1)")]
    [InlineData("A0FFFFFFFFFFFFFFFFFF01", "the request has a number of more than 64 bits (at byte 0)")]
    [InlineData("9C06", "the request field 99 has wire type 4, which is not possible here (at byte 2)")]
    [InlineData("9B0608", "the request ends within a number (at byte 3)")]
    public void A_bad_request_in_Protocol_Buffers_is_refused_with_its_place(string body, string error) =>
        ExpectError(error, OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Protobuf, Convert.FromHexString(body.Replace(" ", "", StringComparison.Ordinal)), out var found), found);

    [Fact]
    public void Values_within_each_other_without_end_are_refused()
    {
        var body = string.Concat(Enumerable.Repeat("""{"arrayValue": {"values": [""", 200));
        var json = $$"""{"resourceLogs": [{"scopeLogs": [{"logRecords": [{"body": {{body}}{{string.Concat(Enumerable.Repeat("]}}", 200))}}}]}]}]}""";
        Assert.Null(OtlpRequest.Read(OtlpSignal.Logs, OtlpEncoding.Json, Encoding.UTF8.GetBytes(json), out var error));
        Assert.Equal("resourceLogs[0].scopeLogs[0].logRecords[0].body: must have at most 100 messages within each other", error);
        byte[] protobuf = [];
        for (var depth = 0; depth < 200; depth++) protobuf = Delimited(0x2A, Delimited(0x0A, protobuf));
        Assert.Null(OtlpRequest.Read(OtlpSignal.Logs, OtlpEncoding.Protobuf, Delimited(0x0A, Delimited(0x12, Delimited(0x12, Delimited(0x2A, protobuf)))), out error));
        Assert.Equal("resourceLogs[0].scopeLogs[0].logRecords[0].body: must have at most 100 messages within each other", error);
    }

    [Fact]
    public void JSON_that_is_nested_too_deep_is_told_from_JSON_that_is_broken()
    {
        var json = $$"""{"unknown": {{new string('[', 300)}}{{new string(']', 300)}}}""";
        Assert.Null(OtlpRequest.Read(OtlpSignal.Logs, OtlpEncoding.Json, Encoding.UTF8.GetBytes(json), out var error));
        Assert.Equal("must have at most 256 objects and lists within each other; it breaks at byte 268", error);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[1,")]
    [InlineData("""{"a":""")]
    [InlineData("""{"a":1,"b":""")]
    public void Unknown_JSON_that_is_nested_too_deep_is_told_whatever_it_is(string begin)
    {
        var body = """{"a":""" + string.Concat(Enumerable.Repeat(begin, 300));
        Assert.Null(OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Json, Encoding.UTF8.GetBytes(body), out var error));
        Assert.Equal($"must have at most 256 objects and lists within each other; it breaks at byte {5 + 255 * begin.Length + 1}", error);
    }

    [Fact]
    public void An_attribute_that_is_there_twice_among_many_is_refused()
    {
        for (var count = 1; count <= 40; count++)
            ExpectError(
                "resourceLogs[0].resource: attributes must not have 'a0' twice",
                OtlpRequest.Read(OtlpSignal.Logs, OtlpEncoding.Json, Encoding.UTF8.GetBytes($$$"""{"resourceLogs":[{"resource":{"attributes":[{{{Attributes(0, count)}}},{"key":"a0"}]}}]}"""), out var found), found);
    }

    [Fact]
    public void A_hundred_thousand_attributes_of_one_record_are_read_about_as_fast_as_those_of_ten_thousand_records()
    {
        const int Count = 100_000;
        var one = Encoding.UTF8.GetBytes($$$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{{{Attributes(0, Count)}}}]}]}]}]}""");
        var records = string.Join(',', Enumerable.Range(0, Count / 10).Select(record => $$$"""{"attributes":[{{{Attributes(10 * record, 10)}}}]}"""));
        var many = Encoding.UTF8.GetBytes($$$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{{{records}}}]}]}]}""");
        // Comparing each name with each takes more than a hundred times as long.
        Assert.Contains(Enumerable.Range(0, 3), _ => TimeToRead(one) < 20 * TimeToRead(many));
    }

    [Fact]
    public void No_bytes_break_the_reader()
    {
        var whole = new OtlpProtobuf().Encode(TeamExports.Metrics.MaxBy(export => export.Sums.Length)!).ToArray();
        var text = Json(json => OtlpJson.Write(json, TeamExports.Metrics[0]));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, ends) =>
        {
            byte[] broken = [.. whole];
            broken[at] = value;
            var (request, error) = (OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Protobuf, ends ? broken.AsSpan(0, at) : broken, out var found), found);
            Assert.True(request is null == error is not null);
            broken = [.. text];
            broken[at % text.Length] = value;
            (request, error) = (OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Json, ends ? broken.AsSpan(0, at % text.Length) : broken, out found), found);
            Assert.True(request is null == error is not null);
        }, iter: 3000, threads: 1);
    }

    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void Answers_say_what_was_not_accepted(OtlpEncoding encoding)
    {
        foreach (var signal in Enum.GetValues<OtlpSignal>())
        {
            Assert.Equal("3 not accepted: too old", OtlpAnswer.ReadPartialSuccess(signal, encoding, OtlpAnswer.PartialSuccess(signal, encoding, 3, "too old")));
            Assert.Null(OtlpAnswer.ReadPartialSuccess(signal, encoding, OtlpAnswer.PartialSuccess(signal, encoding, 0, "")));
            Assert.Null(OtlpAnswer.ReadPartialSuccess(signal, encoding, OtlpAnswer.Success(encoding)));
        }

        Assert.Equal("no", OtlpAnswer.ReadRefusal(encoding, OtlpAnswer.Refusal(encoding, "no")));
        Assert.Equal("", OtlpAnswer.ReadRefusal(encoding, "<html>"u8));
    }

    private static string Attributes(int first, int count) => string.Join(',', Enumerable.Range(first, count).Select(number => $$$"""{"key":"a{{{number}}}","value":{"intValue":1}}"""));

    private static TimeSpan TimeToRead(byte[] logs)
    {
        var began = Stopwatch.GetTimestamp();
        Assert.NotNull(OtlpRequest.Read(OtlpSignal.Logs, OtlpEncoding.Json, logs, out _));
        return Stopwatch.GetElapsedTime(began);
    }

    private static void ExpectError(string expected, OtlpRequest? request, string? found)
    {
        Assert.Equal(expected, found);
        Assert.Null(request);
    }

    private static byte[] Delimited(byte tag, byte[] content)
    {
        var length = new List<byte>();
        var left = content.Length;
        for (; left >= 0x80; left >>= 7) length.Add((byte)(left | 0x80));
        return [tag, .. length, (byte)left, .. content];
    }

    private static string Shown(ReceivedPoint point) => FormattableString.Invariant(
        $"{point.Value}{(point.Count is { } count ? $" of {count}" : "")}{(point.BucketCounts.IsEmpty ? "" : FormattableString.Invariant($" in {string.Join(',', point.BucketCounts)} below {string.Join(',', point.Bounds.Select(bound => FormattableString.Invariant($"{bound}")))}"))}");

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return stream.ToArray();
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
