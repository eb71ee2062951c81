using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

public sealed class EndpointsTest
{
    private const string OpenMetrics = "application/openmetrics-text;version=1.0.0";
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    [Fact]
    public async Task Metrics_without_an_Accept_header_are_text_0_0_4()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, "/metrics");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.GetValues("Content-Type").Single());
        Assert.Equal("Accept, Accept-Encoding", string.Join(", ", response.Headers.GetValues("Vary")));
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(response.Content.Headers.ContentLength, body.Length);
        foreach (var name in (string[])["token_usage_tokens_total", "session_duration_seconds", "cost_usd", "tool_usage_total", "error_total"])
            Assert.Contains($"# TYPE otel_claude_code_{name} ", body);
    }

    [Fact]
    public async Task Metrics_for_a_Prometheus_are_OpenMetrics()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, "/metrics", OpenMetrics + ",text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", response.Content.Headers.GetValues("Content-Type").Single());
        Assert.EndsWith("\n# EOF\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Metrics_for_a_Prometheus_that_prefers_text_1_0_0_are_the_same_text_and_name_the_scheme_of_escaping()
    {
        await using var server = await RunningServer.StartAsync();
        var plain = await server.Client.GetStringAsync("/metrics");
        using var response = await server.SendAsync(HttpMethod.Get, "/metrics", "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.4");
        Assert.Equal("text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8", response.Content.Headers.GetValues("Content-Type").Single());
        Assert.Equal(plain, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_compressed_answer_unpacks_to_the_plain_one()
    {
        await using var server = await RunningServer.StartAsync();
        var plain = await server.Client.GetByteArrayAsync("/metrics");
        using var response = await server.SendAsync(HttpMethod.Get, "/metrics", acceptEncoding: "gzip");
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        using var unpacked = new MemoryStream();
        await new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress).CopyToAsync(unpacked);
        Assert.Equal(plain, unpacked.ToArray());
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Curl_unpacks_a_compressed_answer()
    {
        await using var server = await RunningServer.StartAsync(
            "simulator: {catalogue: none, metrics: {queue_depth: {type: gauge, initial_value: 5, volatility: 1, labels: {worker: {count: 50000, prefix: w}}}}}");
        var plain = await server.Client.GetStringAsync("/metrics");
        var result = ExternalTool.Curl.Run(["--silent", "--show-error", "--fail", "--compressed", new Uri(server.Client.BaseAddress!, "/metrics").ToString()]);
        Assert.True(result.Status == 0, result.ToString());
        Assert.Equal(plain, result.Output);
    }

    [Fact]
    public async Task An_endpoint_that_a_configuration_may_name_gives_each_content_type_that_it_may_name()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var endpoint in ServedEndpoint.All)
        {
            foreach (var type in endpoint.ContentTypes)
            {
                var wanted = type.Replace("; charset=utf-8", "", StringComparison.Ordinal);
                using var response = await server.SendAsync(HttpMethod.Get, endpoint.Path, wanted);
                Assert.StartsWith(wanted, response.Content.Headers.GetValues("Content-Type").Single(), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/health")]
    [InlineData("/config")]
    [InlineData("/")]
    public async Task Head_gives_the_headers_of_Get_and_no_body(string path)
    {
        await using var server = await RunningServer.StartAsync();
        using var get = await server.SendAsync(HttpMethod.Get, path);
        using var head = await server.SendAsync(HttpMethod.Head, path);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST", "/metrics")]
    [InlineData("DELETE", "/health")]
    [InlineData("PUT", "/config")]
    [InlineData("PATCH", "/")]
    public async Task Another_method_is_answered_with_those_that_are_allowed(string method, string path)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(new HttpMethod(method), path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/metric")]
    [InlineData("/metrics/")]
    [InlineData("/Metrics")]
    [InlineData("/metrics/extra")]
    public async Task Another_path_is_not_found(string path)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_index_lists_every_endpoint_and_its_links_hold_behind_a_prefix()
    {
        await using var server = await RunningServer.StartAsync();
        var page = await server.Client.GetStringAsync("/");
        var missing = (await ProblemAsync(server, "/nothing")).Split("The paths are ")[1].TrimEnd('.').Split(", ");
        Assert.Equal(26, missing.Length);
        Assert.All(missing.Skip(1), path => Assert.Contains($"{path}</a>: ", page.Replace(path + ": ", path + "</a>: ", StringComparison.Ordinal)));
        foreach (var link in page.Split("href=\"").Skip(1).Select(text => text.Split('"')[0]))
        {
            Assert.False(link.StartsWith('/'), link);
            // A stream has no end.
            using var response = await server.Client.GetAsync("/" + link, HttpCompletionOption.ResponseHeadersRead);
            // The run has no workload, so it has no events, and nothing was scored. The answers say so.
            Assert.Equal(link is "api/v1/events" or "api/v1/score/report" ? HttpStatusCode.Conflict : HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/metric", "There is no /metric. Did you mean /metrics? The paths are /, /metrics, ")]
    [InlineData("/what/ever", "There is no /what/ever. The paths are /, /metrics, ")]
    [InlineData("/api/v1/anomaly", "There is no /api/v1/anomaly. Did you mean /api/v1/anomalies? The paths are ")]
    public async Task What_is_not_there_is_answered_with_what_is(string path, string detail)
    {
        await using var server = await RunningServer.StartAsync();
        Assert.StartsWith(detail, await ProblemAsync(server, path));
    }

    [Theory]
    [InlineData("name[]")]
    [InlineData("collect[]")]
    [InlineData("match[]")]
    public async Task A_part_of_the_metrics_is_refused_with_the_way_to_have_it(string parameter)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, $"/metrics?{parameter}=up");
        var problem = await AnomaliesEndpointTest.ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.StartsWith(parameter + ": /metrics always shows all metrics.", problem.GetProperty("detail").GetString());
        Assert.NotEmpty(await server.Client.GetStringAsync("/metrics?other=up"));
    }

    [Theory]
    [InlineData("/config", null, "application/yaml")]
    [InlineData("/config", "*/*", "application/yaml")]
    [InlineData("/config", "application/json", "application/json")]
    [InlineData("/config", "application/yaml, application/json;q=0.1", "application/yaml")]
    [InlineData("/config", "application/yaml;q=0.1, application/json", "application/json")]
    [InlineData("/config", "application/*, application/yaml;q=0.5", "application/json")]
    [InlineData("/config", "text/plain", "text/plain")]
    [InlineData("/config", "image/png", "application/yaml")]
    [InlineData("/config", "application/json;q=0", "application/yaml")]
    [InlineData("/config", "nonsense;;;", "application/yaml")]
    [InlineData("/config", Browser, "text/plain")]
    [InlineData("/history", null, "application/openmetrics-text")]
    [InlineData("/history", Browser, "text/plain")]
    [InlineData("/api/v1/journal", null, "application/x-ndjson")]
    [InlineData("/api/v1/journal", Browser, "text/plain")]
    public async Task A_client_gets_the_form_that_it_prefers_and_a_browser_one_that_it_shows(string path, string? accept, string mediaType)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, path, accept);
        Assert.Equal((HttpStatusCode.OK, mediaType), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("Accept", string.Join(", ", response.Headers.Vary));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Any_bytes_in_a_header_are_taken()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await RawAsync(server, [.. "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-User: M"u8, 0xFC, .. "ller\r\n\r\n"u8]);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
    }

    [Fact]
    public async Task A_handler_that_fails_is_answered_and_leaves_one_line()
    {
        var lines = new List<string>();
        var fail = false;
        await using var server = await RunningServer.StartAsync(
            RunningServer.Read(null), null, options => options with { Log = lines.Add, ClockOffset = () => fail ? throw new InvalidOperationException("out of \"order\"") : TimeSpan.Zero });
        fail = true;
        using var response = await server.SendAsync(HttpMethod.Get, "/health");
        await AnomaliesEndpointTest.ProblemAsync(response, HttpStatusCode.InternalServerError);
        Assert.Matches("""^time=2026-01-01T00:00:00.000Z level=error method="GET" path="/health" error="InvalidOperationException: out of \\"order\\"" at="at .+"$""", Assert.Single(lines));
    }

    [Fact]
    public async Task Health_counts_the_series_that_metrics_shows()
    {
        await using var server = await RunningServer.StartAsync();
        await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"cardinality_explosion","metric":"tool_usage","magnitude":500,"duration":"20s"}""");
        await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"dropout","metric":"session_duration","duration":"20s"}""");
        foreach (var expected in (int[])[36, 36 + 500 - 13, 36 + 500 - 13, 36])
        {
            Assert.Equal(expected, await SeriesAsync("/metrics"));
            using var health = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));
            Assert.Equal(expected, health.RootElement.GetProperty("series").GetInt32());
            server.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        async Task<int> SeriesAsync(string path) => (await server.Client.GetStringAsync(path)).Split('\n').Count(line => line.Length > 0 && line[0] != '#');
    }

    [Fact]
    public async Task Health_tells_status_uptime_tick_and_series()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(new TimeSpan(3, 45, 12));
        using var health = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));
        Assert.Equal("healthy", health.RootElement.GetProperty("status").GetString());
        Assert.Equal("3h45m", health.RootElement.GetProperty("uptime").GetString());
        Assert.Equal((3 * 3600 + 45 * 60 + 12) / 10, health.RootElement.GetProperty("tick").GetInt64());
        var exposed = (await server.Client.GetStringAsync("/metrics")).Split('\n').Count(line => line.Length > 0 && line[0] != '#');
        Assert.Equal(exposed, health.RootElement.GetProperty("series").GetInt64());
    }

    [Fact]
    public async Task The_configuration_can_be_fed_back_and_runs_the_same()
    {
        await using var server = await RunningServer.StartAsync();
        var yaml = await server.Client.GetStringAsync("/config");
        var read = ConfigurationReader.ReadText(yaml, "config");
        Assert.Empty(read.Errors);
        Assert.Equal(server.Run.Model, read.Configuration!.ToModel(read.Configuration.Seed!.Value, read.Configuration.Start!.Value));
    }

    [Fact]
    public async Task The_configuration_is_JSON_when_that_is_asked_for()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, "/config", "application/json");
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(42, json.RootElement.GetProperty("simulator").GetProperty("seed").GetInt64());
    }

    [Fact]
    public async Task Two_scrapes_in_one_tick_are_byte_identical_and_the_next_tick_differs()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        var first = await server.Client.GetStringAsync("/metrics");
        server.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(first, await server.Client.GetStringAsync("/metrics"));
        server.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotEqual(first, await server.Client.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task Every_sample_has_the_time_of_its_tick_when_timestamps_are_on()
    {
        await using var server = await RunningServer.StartAsync("server: {timestamps: true}");
        server.Clock.Advance(TimeSpan.FromSeconds(25));
        var milliseconds = RunningServer.Start.AddSeconds(20).ToUnixTimeMilliseconds();
        var lines = (await server.Client.GetStringAsync("/metrics")).Split('\n').Where(line => line.Length > 0 && line[0] != '#');
        Assert.All(lines, line => Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $" {milliseconds}"), line));
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task Many_scrapers_at_once_while_time_passes_each_get_a_whole_exposition()
    {
        await using var server = await RunningServer.StartAsync(
            "simulator: {metrics: {queue_depth: {type: gauge, initial_value: 500, volatility: 1, labels: {worker: {count: 20000, prefix: w}}}}}");
        var scrapers = Enumerable.Range(0, 8).Select(async i =>
        {
            for (var n = 0; n < 10; n++)
            {
                server.Clock.Advance(TimeSpan.FromSeconds(10));
                using var response = await server.SendAsync(HttpMethod.Get, "/metrics", i % 2 == 0 ? OpenMetrics : null, i % 4 < 2 ? "gzip" : null);
                await using var stream = await response.Content.ReadAsStreamAsync();
                using var reader = new StreamReader(i % 4 < 2 ? new GZipStream(stream, CompressionMode.Decompress) : stream);
                var body = await reader.ReadToEndAsync();
                Assert.Equal(20_000, body.Split('\n').Count(line => line.StartsWith("queue_depth{", StringComparison.Ordinal)));
                Assert.EndsWith(i % 2 == 0 ? "# EOF\n" : "\n", body);
            }
        });
        await Task.WhenAll(scrapers);
    }

    private static async Task<string> ProblemAsync(RunningServer server, string path)
    {
        using var response = await server.SendAsync(HttpMethod.Get, path);
        return (await AnomaliesEndpointTest.ProblemAsync(response, HttpStatusCode.NotFound)).GetProperty("detail").GetString()!;
    }

    private static async Task<string> RawAsync(RunningServer server, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(request);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
