using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using MetricsSimulator.Configuration;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

public sealed class EndpointsTest
{
    private const string OpenMetrics = "application/openmetrics-text;version=1.0.0";

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
    public async Task The_index_links_every_endpoint()
    {
        await using var server = await RunningServer.StartAsync();
        var page = await server.Client.GetStringAsync("/");
        foreach (var path in (string[])["/metrics", "/health", "/config"]) Assert.Contains($"href=\"{path}\"", page);
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
}
