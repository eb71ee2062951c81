using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Relay;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.Test.Formats.Otlp;
using MetricsSimulator.Test.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Relay;

public sealed class RelayEndpointTest : IAsyncDisposable
{
    private const string Sum = """
        {"resourceMetrics": [{"resource": {"attributes": [{"key": "team", "value": {"stringValue": "payments"}}, {"key": "service.name", "value": {"stringValue": "claude-code"}}, {"key": "os.type", "value": {"stringValue": "linux"}}]},
         "scopeMetrics": [{"metrics": [{"name": "cost", "unit": "USD", "unknown": 1, "sum": {"aggregationTemporality": 1, "isMonotonic": true, "dataPoints": [
         {"timeUnixNano": "2000", "startTimeUnixNano": "1000", "asDouble": 0.25}, {"timeUnixNano": 2000, "startTimeUnixNano": 1000, "asInt": 2, "attributes": [{"key": "a", "value": {"intValue": 1}}]}]}}]}]}]}
        """;

    private readonly List<string> _lines = [];
    private readonly List<Exception> _failures = [];
    private readonly HttpClient _client = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<SimulatorServer> _servers = [];
    private RecordFile? _record;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 3, 14, 5, 6, 789, TimeSpan.Zero));

    [Fact]
    public async Task A_request_becomes_a_line_and_an_empty_answer_in_its_encoding()
    {
        var port = await RelayAsync();
        Assert.Equal((200, "application/json", "{}"), await PostAsync(port, "/v1/metrics", Encoding.UTF8.GetBytes(Sum), "application/json; charset=utf-8"));
        Assert.Equal((200, "application/x-protobuf", ""), await PostAsync(port, "/v1/metrics", [], "application/x-protobuf"));
        var events = new OtlpProtobuf().Encode(new LogExport(
            [new EventAttribute("service.name", "s"), new EventAttribute("service.version", "2.1")], new ExportScope("s", "1"), DateTimeOffset.UnixEpoch,
            [new SimulatedEvent(DateTimeOffset.UnixEpoch, "a\u001b[2J", []), new SimulatedEvent(DateTimeOffset.UnixEpoch, "b", []), new SimulatedEvent(DateTimeOffset.UnixEpoch, "b", [])])).ToArray();
        Assert.Equal((200, "application/x-protobuf", ""), await PostAsync(port, "/v1/logs", Gzip(events), "application/x-protobuf", "gzip"));
        Assert.Equal((200, "application/json", "{}"), await PostAsync(port, "/v1/traces", """{"resourceSpans": [{"scopeSpans": [{"spans": [{}, {}]}]}]}"""u8.ToArray(), "application/json"));
        Assert.Equal(
            [
                $"14:05:06.789  metrics  json           {Encoding.UTF8.GetByteCount(Sum),7} B  claude-code team=payments  2 points: cost +2.25 USD",
                "14:05:06.789  metrics  protobuf             0 B  0 points",
                $"14:05:06.789  logs     protobuf+gzip  {Gzip(events).Length,7} B  s 2.1  3 records: a\\u001b[2J 1, b 2",
                "14:05:06.789  traces   json                58 B  2 spans",
            ], _lines);
    }

    [Theory]
    [InlineData("/v1/metrics", "application/json", "", "{", 400, "must be JSON; it breaks at byte 2.")]
    [InlineData("/v1/metrics", "application/x-protobuf", "", "{", 400, "the request ends within a number (at byte 1).")]
    [InlineData("/v1/metrics", "text/plain", "", "{}", 415, "The header Content-Type must be application/x-protobuf or application/json, got 'text/plain'.")]
    [InlineData("/v1/metrics", "application/json; charset=utf-16", "", "{}", 415, "The charset in the header Content-Type must be utf-8 or missing, got 'utf-16'.")]
    [InlineData("/v1/metrics", "application/json", "zstd", "{}", 415, "The header Content-Encoding must be gzip or missing, got 'zstd'.")]
    [InlineData("/v1/metrics", "application/json", "gzip", "{}", 400, "The body is not compressed with gzip, as the header Content-Encoding says.")]
    [InlineData("/v1/profiles", "application/json", "", "{}", 404, "The paths are /v1/metrics, /v1/logs and /v1/traces.")]
    public async Task A_bad_request_is_refused_with_the_reason(string path, string contentType, string coding, string body, int status, string reason)
    {
        var port = await RelayAsync();
        var encoding = contentType == "application/x-protobuf" ? OtlpEncoding.Protobuf : OtlpEncoding.Json;
        using var request = Request(port, path, Encoding.UTF8.GetBytes(body), contentType, coding);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((status, reason), ((int)answer.StatusCode, OtlpAnswer.ReadRefusal(encoding, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))));
        Assert.Equal([$"14:05:06.789  refused with {status}: {path}: {reason}"], _lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_also_if_it_was_compressed(bool isCompressed)
    {
        var body = new byte[OtlpBody.MaximumBytes + 1];
        var (status, _, _) = await PostAsync(await RelayAsync(), "/v1/logs", isCompressed ? Gzip(body) : body, "application/json", isCompressed ? "gzip" : "");
        Assert.Equal(413, status);
        Assert.EndsWith("A body may have at most 20 MiB, also after it is decompressed. Send fewer points in a request.", Assert.Single(_lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_body_that_breaks_off_anywhere_is_refused()
    {
        var (port, relay) = await StartAsync(null, null);
        var body = Gzip(Encoding.UTF8.GetBytes(Sum));
        for (var length = 0; length < body.Length; length++) Assert.Equal(400, (await PostAsync(port, "/v1/metrics", body[..length], "application/json", "gzip")).Status);
        Assert.Null(relay.Totals.Find("cost", Temporality.Delta));
        // Two members are one body.
        var half = Encoding.UTF8.GetBytes(Sum);
        byte[] members = [.. Gzip(half[..100]), .. Gzip(half[100..])];
        Assert.Equal(200, (await PostAsync(port, "/v1/metrics", members, "application/json", "gzip")).Status);
        Assert.Equal(400, (await PostAsync(port, "/v1/metrics", members[..^4], "application/json", "gzip")).Status);
    }

    [Fact]
    public async Task Bytes_after_the_end_of_a_compressed_body_are_told()
    {
        byte[] body = [.. Gzip("{}"u8.ToArray()), .. "more"u8];
        var (status, _, answer) = await PostAsync(await RelayAsync(), "/v1/metrics", body, "application/json", "gzip");
        Assert.Equal((400, """{"message":"The body does not end as gzip ends: it was not sent whole, or something follows."}"""), (status, answer));
    }

    [Fact]
    public void A_large_resource_with_many_metrics_takes_no_more_memory_than_a_multiple_of_the_body()
    {
        const int Count = 2000;
        var attributes = string.Join(',', Enumerable.Range(0, Count).Select(number => $$$"""{"key":"a{{{number}}}","value":{"intValue":{{{number}}}}}"""));
        var metrics = string.Join(',', Enumerable.Range(0, Count).Select(number => $$$"""{"name":"m{{{number}}}","sum":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":1,"asInt":1}]}}"""));
        var sent = Encoding.UTF8.GetBytes($$$"""{"resourceMetrics":[{"resource":{"attributes":[{{{attributes}}}]},"scopeMetrics":[{"metrics":[{{{metrics}}}]}]}]}""");
        var request = OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Json, sent, out _)!;
        var totals = new ReceivedTotals();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var line = RequestLine.Of(_time.GetUtcNow(), new OtlpBody(OtlpSignal.Metrics, OtlpEncoding.Json, IsCompressed: false, sent, sent), request, "");
        totals.Add(request);
        // A text of the resource for each metric would be a thousand times the body.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 50L * sent.Length);
        Assert.Contains("2000 points: m0 =1, m1 =1", line, StringComparison.Ordinal);
        Assert.Equal(1, totals.Find("m1999", Temporality.Cumulative)!.Sum);
    }

    [Fact]
    public async Task Only_POST_is_allowed()
    {
        using var answer = await _client.GetAsync($"http://localhost:{await RelayAsync()}/v1/metrics", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (answer.StatusCode, answer.Content.Headers.Allow.Single()));
    }

    [Fact]
    public async Task A_request_is_passed_on_unchanged_and_so_is_the_answer()
    {
        var body = Gzip(Encoding.UTF8.GetBytes(Sum));
        (string?, string, string, string?) seen = default;
        byte[] got = [];
        var receiver = await ServeAsync(async context =>
        {
            var request = context.Request;
            seen = (request.Path.Value, request.Headers.Authorization.ToString(), request.Headers.ContentEncoding.ToString(), request.ContentType);
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes);
            got = bytes.ToArray();
            context.Response.StatusCode = 200;
            context.Response.ContentType = "application/json";
            context.Response.Headers["X-Answer"] = "yes";
            await context.Response.Body.WriteAsync(OtlpAnswer.PartialSuccess(OtlpSignal.Metrics, OtlpEncoding.Json, 1, "too old"));
        });
        var port = await RelayAsync(new Uri($"http://localhost:{receiver}/base/"));
        using var request = Request(port, "/v1/metrics", body, "application/json", "gzip");
        request.Headers.Add("Authorization", "Bearer secret");
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(("/base/v1/metrics", "Bearer secret", "gzip", "application/json"), seen);
        Assert.Equal(body, got);
        Assert.Equal("yes", answer.Headers.GetValues("X-Answer").Single());
        Assert.Equal("""{"partialSuccess":{"rejectedDataPoints":"1","errorMessage":"too old"}}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.EndsWith("cost +2.25 USD  -> 200: 1 not accepted: too old", Assert.Single(_lines), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relays_may_be_chained_and_each_adds_its_name()
    {
        var seen = "";
        var receiver = await ServeAsync(context =>
        {
            seen = context.Request.Headers.Via.ToString();
            return context.Response.Body.WriteAsync(OtlpAnswer.Success(OtlpEncoding.Json)).AsTask();
        });
        var last = await RelayAsync(new Uri($"http://localhost:{receiver}"), "b");
        // The name of the first is the beginning and the end of others.
        using var request = Request(await RelayAsync(new Uri($"http://localhost:{last}")), "/v1/metrics", Encoding.UTF8.GetBytes(Sum), "application/json");
        request.Headers.Add("Via", ["1.1 aa", "1.1 a-a"]);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "1.1 aa, 1.1 a-a, 1.1 a, 1.1 b"), (answer.StatusCode, string.Join(", ", seen.Split(',', StringSplitOptions.TrimEntries))));
    }

    [Fact]
    public async Task A_request_that_comes_back_is_refused_so_that_a_ring_of_relays_ends_after_one_round()
    {
        RelayEndpoint? first = null;
        var port = await ServeAsync(context => first!.AnswerAsync(context));
        var second = await RelayAsync(new Uri($"http://localhost:{port}"), "b");
        using var forwarder = new Forwarder(new Uri($"http://localhost:{second}"), "a");
        first = new RelayEndpoint(_time, _lines.Add, forwarder, null, _failures.Add);
        Assert.Equal(508, (await PostAsync(port, "/v1/metrics", Encoding.UTF8.GetBytes(Sum), "application/json")).Status);
        const string Reason = "508: The request came back to the relay that had passed it on. Correct --forward of the relays between which it goes round.";
        Assert.Equal(3, _lines.Count);
        Assert.EndsWith("refused with 508: /v1/metrics: " + Reason[5..], _lines[0], StringComparison.Ordinal);
        Assert.All(_lines[1..], line => Assert.EndsWith("cost +2.25 USD  -> " + Reason, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_receiver_does_not_accept_is_neither_recorded_nor_summed()
    {
        var receiver = await ServeAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return context.Response.Body.WriteAsync(OtlpAnswer.Refusal(OtlpEncoding.Json, "slow down")).AsTask();
        });
        var path = _folder.File("record");
        var (port, relay) = await StartAsync(new Uri($"http://localhost:{receiver}"), path);
        using var request = Request(port, "/v1/metrics", Encoding.UTF8.GetBytes(Sum), "application/json");
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta));
        Assert.EndsWith("  -> 429: slow down", Assert.Single(_lines), StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(path).Length);
        Assert.Null(relay.Totals.Find("cost", Temporality.Delta));
    }

    [Fact]
    public async Task A_receiver_that_cannot_be_reached_is_answered_so_that_the_request_is_sent_again()
    {
        var closed = FreePort.Find();
        Assert.Equal(503, (await PostAsync(await RelayAsync(new Uri($"http://localhost:{closed}")), "/v1/metrics", Encoding.UTF8.GetBytes(Sum), "application/json")).Status);
        Assert.EndsWith($"  -> 503: nothing listens on http://localhost:{closed}/; start the receiver there, or correct --forward", Assert.Single(_lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_accepted_is_recorded_as_JSON_whatever_its_encoding()
    {
        var path = _folder.File("record");
        var (port, relay) = await StartAsync(null, path);
        await PostAsync(port, "/v1/metrics", Encoding.UTF8.GetBytes(Sum), "application/json");
        var export = TeamExports.Metrics[0];
        await PostAsync(port, "/v1/metrics", new OtlpProtobuf().Encode(export).ToArray(), "application/x-protobuf");
        _record!.Dispose();
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.DoesNotContain("unknown", lines[0], StringComparison.Ordinal);
        foreach (var (line, sum) in lines.Zip([2.25, export.Sums[0].Points.Sum(point => point.Value)]))
            Assert.Equal(sum, OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Json, Encoding.UTF8.GetBytes(line), out _)!.Metrics[0].Points.Sum(point => point.Value));
        Assert.Equal(2.25, relay.Totals.Find("cost", Temporality.Delta)!.Sum);
    }

    [Fact]
    public async Task What_a_team_exports_sums_to_the_same_with_both_temporalities()
    {
        var (port, relay) = await StartAsync(null, null);
        var protobuf = new OtlpProtobuf();
        foreach (var export in TeamExports.Metrics) await PostAsync(port, "/v1/metrics", protobuf.Encode(export).ToArray(), "application/x-protobuf");
        var name = "claude_code.token.usage";
        foreach (var temporality in Enum.GetValues<Temporality>())
        {
            var exports = TeamExports.Metrics.Where(export => export.Temporality == temporality).SelectMany(export => export.Sums.Where(sum => sum.Name == name).SelectMany(sum => sum.Points.Select(point => (export, point))));
            var expected = temporality == Temporality.Delta
                ? exports.Sum(each => each.point.Value)
                : exports.GroupBy(each => $"{each.export.Start:O} {string.Join(',', each.export.Resource)} {string.Join(',', each.point.Attributes)}", StringComparer.Ordinal).Sum(series => series.MaxBy(each => each.export.Time).point.Value);
            Assert.Equal(expected, relay.Totals.Find(name, temporality)!.Sum);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _client.Dispose();
        _record?.Dispose();
        _folder.Dispose();
        Assert.Empty(_failures);
    }

    private async Task<int> RelayAsync(Uri? forward = null, string name = "a") => (await StartAsync(forward, null, name)).Port;

    private async Task<(int Port, RelayEndpoint Relay)> StartAsync(Uri? forward, string? record, string name = "a")
    {
        _record = record is null ? null : RecordFile.Open(record, out _);
        var relay = new RelayEndpoint(_time, _lines.Add, forward is null ? null : new Forwarder(forward, name), _record, _failures.Add);
        return (await ServeAsync(relay.AnswerAsync), relay);
    }

    private async Task<int> ServeAsync(RequestDelegate answer)
    {
        var server = new SimulatorServer(new ServerConfiguration("localhost", 0, timestamps: false), answer, new ServeOptions(TimeProvider.System));
        _servers.Add(server);
        Assert.Null(await server.StartAsync(TestContext.Current.CancellationToken));
        return server.Port;
    }

    private static HttpRequestMessage Request(int port, string path, byte[] body, string contentType, string coding = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{port}{path}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (coding.Length > 0) request.Content.Headers.ContentEncoding.Add(coding);
        return request;
    }

    private async Task<(int Status, string ContentType, string Body)> PostAsync(int port, string path, byte[] body, string contentType, string coding = "")
    {
        using var request = Request(port, path, body, contentType, coding);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest)) stream.Write(bytes);
        return compressed.ToArray();
    }
}
