using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Guile;

[Trait("needs", "programs")]
public sealed class GuileServerTest
{
    private const string ParseText =
        """
        import sys
        from prometheus_client.parser import text_string_to_metric_families
        for family in text_string_to_metric_families(sys.stdin.buffer.read().decode("utf-8")):
            print(family.type, family.name, len(family.samples))
        """;

    private static readonly HttpClient Client = new();

    // A day's tick: what is served stays the same while it is looked at.
    [Fact]
    public async Task What_it_serves_is_what_this_simulator_renders_of_the_configuration_that_it_tells()
    {
        var start = Ago(TimeSpan.FromDays(40));
        await using var simulator = GuileScript.Start("--port", "0", "--seed", "11", "--start", start, "--update-interval", "24h");
        var url = await UrlAsync(simulator);
        string metrics;
        long tick;
        do
        {
            tick = await TickAsync(url);
            metrics = await Client.GetStringAsync(url + "/metrics");
        }
        while (tick != await TickAsync(url));

        Assert.Equal(Render(await Client.GetStringAsync(url + "/config"), tick), metrics);
        Assert.InRange(tick, 39, 40);
    }

    [Fact]
    public async Task Others_read_what_it_serves()
    {
        await using var simulator = GuileScript.Start("--port", "0", "--scenario", "degradation", "--start", Ago(TimeSpan.FromHours(1)));
        using var response = await Client.GetAsync(await UrlAsync(simulator) + "/metrics");
        var text = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.GetValues("Content-Type").Single());
        var promtool = ExternalTool.Promtool.Run(["check", "metrics"], text);
        // The name is dictated: see docs/processes.md.
        Assert.Equal("otel_claude_code_cost_usd counter metrics should have \"_total\" suffix\n", promtool.Output + promtool.Errors);
        var parsed = ExternalTool.Python.Run(["-c", ParseText], text);
        Assert.Equal(
            """
            counter otel_claude_code_token_usage_tokens 6
            histogram otel_claude_code_session_duration_seconds 13
            counter otel_claude_code_cost_usd 3
            counter otel_claude_code_tool_usage 9
            counter otel_claude_code_error 5

            """, parsed.Output + parsed.Errors);
    }

    [Fact]
    public async Task Health_is_told_as_JSON_and_the_configuration_as_YAML()
    {
        await using var simulator = GuileScript.Start("--port", "0", "--seed", "1", "--scenario", "normal");
        var url = await UrlAsync(simulator);
        using var health = await Client.GetAsync(url + "/health");
        Assert.Equal("application/json", health.Content.Headers.ContentType!.MediaType);
        using var json = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        Assert.Equal(("healthy", 36), (json.RootElement.GetProperty("status").GetString(), json.RootElement.GetProperty("series").GetInt32()));
        Assert.Matches("^[0-9]+s$", json.RootElement.GetProperty("uptime").GetString()!);
        Assert.True(InstantText.TryParse(json.RootElement.GetProperty("instant").GetString()!, out _));

        using var configuration = await Client.GetAsync(url + "/config");
        Assert.Equal("application/yaml", configuration.Content.Headers.ContentType!.MediaType);
        Assert.Contains("  scenario: normal\n", await configuration.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_paths_and_methods_are_refused_and_HEAD_gives_headers()
    {
        await using var simulator = GuileScript.Start("--port", "0");
        var url = await UrlAsync(simulator);
        using var missing = await Client.GetAsync(url + "/nothing");
        using var content = new ByteArrayContent(new byte[100_000]);
        using var posted = await Client.PostAsync(url + "/metrics", content);
        using var asked = new HttpRequestMessage(HttpMethod.Head, url + "/metrics");
        using var head = await Client.SendAsync(asked);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.OK), (missing.StatusCode, posted.StatusCode, head.StatusCode));
        Assert.Equal(["GET", "HEAD"], posted.Content.Headers.Allow);
        Assert.NotEqual(0, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Nonsense_and_silence_trouble_nobody_else()
    {
        await using var simulator = GuileScript.Start("--port", "0");
        var url = await UrlAsync(simulator);
        using var silent = await ConnectAsync(url);
        using var halfway = await ConnectAsync(url);
        await halfway.SendAsync("GET /metrics HT"u8.ToArray());
        foreach (var nonsense in (string[])["NONSENSE\r\n\r\n", "\r\n\r\n", "GET %zz HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nnonsense\r\n\r\n", new string('x', 100_000)])
        {
            using var socket = await ConnectAsync(url);
            await socket.SendAsync(Encoding.Latin1.GetBytes(nonsense));
            var answer = new byte[12];
            Assert.Equal(answer.Length, await socket.ReceiveAsync(answer));
            Assert.Equal("HTTP/1.1 400", Encoding.Latin1.GetString(answer));
        }

        Assert.NotEmpty(await Client.GetStringAsync(url + "/metrics"));
        Assert.DoesNotContain("In procedure", simulator.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_on_this_machine_only()
    {
        await using var simulator = GuileScript.Start("--port", "0");
        var port = await GuileScript.PortAsync(simulator);
        var address = $"0100007F:{port.ToString("X4", CultureInfo.InvariantCulture)}";
        Assert.Contains(address, await File.ReadAllTextAsync("/proc/net/tcp"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_with_status_0_and_no_more_words(string signal)
    {
        await using var simulator = GuileScript.Start("--port", "0");
        _ = await Client.GetStringAsync(await UrlAsync(simulator) + "/metrics");
        simulator.Signal(signal);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await simulator.Process.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, simulator.Process.ExitCode);
        Assert.EndsWith("Ctrl-C ends the simulator.\n", simulator.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line_with_status_1()
    {
        await using var first = GuileScript.Start("--port", "0");
        var port = (await GuileScript.PortAsync(first)).ToString(CultureInfo.InvariantCulture);
        var second = GuileScript.Run("--port", port);
        Assert.Equal(
            (1, "", $"Port {port} on localhost is in use (Prometheus itself listens on 9090 by default). Choose another: --port 9464, or make simulate-guile PORT=9464.\n"),
            (second.Status, second.Output, second.Errors));
    }

    private static string Ago(TimeSpan span) => (TimeProvider.System.GetUtcNow() - span).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static async Task<string> UrlAsync(RunningProgram simulator)
    {
        var port = await GuileScript.PortAsync(simulator);
        return string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
    }

    private static async Task<long> TickAsync(string url)
    {
        using var health = JsonDocument.Parse(await Client.GetStringAsync(url + "/health"));
        return health.RootElement.GetProperty("tick").GetInt64();
    }

    private static async Task<Socket> ConnectAsync(string url)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(url).Port);
        return socket;
    }

    private static string Render(string configuration, long tick)
    {
        var read = ConfigurationReader.ReadText(configuration, "config");
        Assert.Empty(read.Errors);
        var simulator = new Simulator(read.Configuration!.ToModel(read.Configuration.Seed!.Value, read.Configuration.Start!.Value));
        simulator.AdvanceTo(tick);
        using var snapshot = simulator.Acquire();
        using var exposition = new ExpositionRenderer().Render(snapshot, TextFormat.Version004);
        return Encoding.UTF8.GetString(exposition.ToArray());
    }
}
