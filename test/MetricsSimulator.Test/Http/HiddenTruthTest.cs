using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

/// <summary><c>--hide-truth</c>: without the token, no answer gives away what a guesser is to find.</summary>
public sealed class HiddenTruthTest
{
    private const string Token = "s3cret";

    // Names and times that nothing else has.
    private const string Scenario = """
        name: zanzibar
        description: Quiet until noon.
        patterns:
        - {name: still_river, duration: 20h, token_drift: 0.125}
        anomalies:
        - {kind: spike, metric: token_usage, at: 15h17m, duration: 11m, magnitude: 4}
        - {kind: outage, at: 20s, duration: 1h}
        """;

    // What the answers must not have: the seed, the scenario, its phase and its drift, and when the windows of its anomalies begin and end.
    private static readonly string[] s_secrets = ["918273645", "zanzibar", "still_river", "0.125", "15:17", "15:28", "01:00:20"];

    private static readonly string[] s_ofTruth =
    [
        "/metrics/truth", "/api/v1/anomalies", "/api/v1/anomalies/i1", "/api/v1/model", "/api/v1/twin?family=token_usage", "/api/v1/moments?family=token_usage", "/api/v1/scenarios", "/api/v1/scenario", "/api/v1/score", "/api/v1/score/report", "/api/v1/journal",
    ];

    [Fact]
    public async Task No_answer_without_the_token_has_the_seed_the_scenario_or_an_anomaly()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        string[] secrets = [.. s_secrets, .. PlannedOf(server), "an injected outage"];
        foreach (var (method, path) in await AllAsync(server))
        {
            using var response = await server.SendAsync(method, path);
            var text = $"{path}\n{response.Headers}{response.Content.Headers}\n{await response.Content.ReadAsStringAsync()}";
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
            Assert.True(!s_ofTruth.Contains(path) || response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed, text);
            if (response.StatusCode == HttpStatusCode.Unauthorized && method == HttpMethod.Get) Assert.Contains("--hide-truth", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_sends_the_token_sees_each_secret()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var all = new StringBuilder();
        foreach (var (method, path) in await AllAsync(server))
        {
            if (method != HttpMethod.Get || path == "/api/v1/stream") continue;
            using var response = await server.SendAsync(method, path);
            Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
            all.Append(await response.Content.ReadAsStringAsync());
        }

        Assert.All([.. s_secrets, .. PlannedOf(server)], secret => Assert.Contains(secret, all.ToString(), StringComparison.Ordinal));
        Assert.False((await RunEndpointTest.ShowAsync(server)).GetProperty("hidden").GetBoolean());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/yaml")]
    public async Task The_configuration_is_valid_without_seed_and_scenario(string type)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        using var response = await server.SendAsync(HttpMethod.Get, "/config", type);
        var read = ConfigurationReader.ReadText(await response.Content.ReadAsStringAsync(), "config");
        Assert.Empty(read.Errors);
        Assert.Equal((null, null), (read.Configuration!.Seed, read.Configuration.Scenario));
        Assert.Equal(server.Run.Configuration.Metrics, read.Configuration.Metrics);
    }

    [Fact]
    public async Task The_configuration_has_a_metric_that_only_the_scenario_brings()
    {
        var run = RunningServer.Read(null) with { Choice = "incidents" };
        run = run.With("incidents", ScenarioReader.Find("incidents").Draft!, out _)!;
        await using var server = await RunningServer.StartAsync(run, change: options => options with { Token = Token, HidesTruth = true });
        using var list = await server.SendAsync(HttpMethod.Get, "/api/v1/metrics");
        var shown = (await AnomaliesEndpointTest.JsonAsync(list, HttpStatusCode.OK)).GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("key").GetString()).ToArray();
        Assert.Contains("active_sessions", shown);
        var configuration = ConfigurationReader.ReadText(await ConfigurationOf(server), "config").Configuration!;
        Assert.Equal(shown, configuration.Metrics.Select(metric => metric.Key));
        Assert.Null(configuration.Scenario);
    }

    [Fact]
    public async Task The_configuration_does_not_have_numbers_that_were_changed_during_the_run()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Read(null), change: options => options with { Token = Token, HidesTruth = true });
        var before = await ConfigurationOf(server);
        using var drift = JsonDocument.Parse("""{"metrics":{"token_usage":{"drift":5}}}""");
        Assert.NotNull(server.Live.Patch(drift.RootElement, out _, out _));
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(before, await ConfigurationOf(server));
        using var queue = JsonDocument.Parse("""{"metrics":{"queue":{"type":"gauge"}}}""");
        Assert.NotNull(server.Live.Patch(queue.RootElement, out _, out _));
        Assert.Contains("queue", await ConfigurationOf(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_run_says_that_something_is_hidden()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var run = await RunEndpointTest.ShowAsync(server);
        Assert.True(run.GetProperty("hidden").GetBoolean());
        Assert.Equal(["run", "version", "start", "update_interval", "tick", "at", "retention", "hidden", "workload", "journal", "prometheus"], run.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task The_greeting_has_neither_the_seed_nor_the_scenario()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var layout = new Simulator(server.Live.Run.Model).Layout;
        Assert.All(s_secrets, secret => Assert.DoesNotContain(secret, Greeting.Format(server.Live.Run, layout, 9090, hidesTruth: true), StringComparison.Ordinal));
        Assert.All(s_secrets[..2], secret => Assert.Contains(secret, Greeting.Format(server.Live.Run, layout, 9090), StringComparison.Ordinal));
    }

    [Fact]
    public void A_reload_of_files_with_errors_does_not_name_them()
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("run.yaml", $"simulator: {{seed: 918273645, scenario: {folder.Write("zanzibar.yaml", Scenario)}}}\n"));
        using var simulator = new LiveSimulator(run.Model, new CountingClock(RunningServer.Start), run.Labels);
        simulator.Start();
        folder.Write("zanzibar.yaml", Scenario.Replace("kind: spike", "kind: spyke", StringComparison.Ordinal));
        var told = new LiveRun(run, simulator, new RunJournal()).Reload();
        Assert.Contains("zanzibar.yaml", told, StringComparison.Ordinal);
        Assert.Contains("spyke", told, StringComparison.Ordinal);
        Assert.Equal("reload: the files have errors; the run goes on as before. 'check' lists them.\n", new LiveRun(run, simulator, new RunJournal()) { HidesTruth = true }.Reload());
    }

    private static async Task<string> ConfigurationOf(RunningServer server)
    {
        using var response = await server.SendAsync(HttpMethod.Get, "/config");
        return await response.Content.ReadAsStringAsync();
    }

    private static string[] PlannedOf(RunningServer server)
    {
        string[] planned = [.. server.Live.Simulator.Anomalies(0, 7000).Where(anomaly => anomaly.Id != "i1").Select(anomaly => anomaly.Id)];
        Assert.Equal(2, planned.Length);
        return planned;
    }

    private static async Task<RunningServer> StartAsync(TemporaryFolder folder)
    {
        var run = RunningServer.Read(folder.Write("run.yaml", $"simulator: {{seed: 918273645, scenario: {folder.Write("zanzibar.yaml", Scenario)}}}\n"));
        var server = await RunningServer.StartAsync(run, change: options => options with { Token = Token, HidesTruth = true });
        using var spike = JsonDocument.Parse("""{"kind":"spike","metric":"cost","duration":"1h"}""");
        Assert.NotNull(server.Live.Inject(spike.RootElement, out _));
        // The outage is on.
        server.Clock.Advance(TimeSpan.FromSeconds(40));
        return server;
    }

    // Every path that the server names, with what it needs to answer.
    private static async Task<List<(HttpMethod Method, string Path)>> AllAsync(RunningServer server)
    {
        using var missing = await server.SendAsync(HttpMethod.Get, "/nothing");
        var paths = (await AnomaliesEndpointTest.JsonAsync(missing, HttpStatusCode.NotFound)).GetProperty("detail").GetString()!.Split("The paths are ")[1].TrimEnd('.').Split(", ");
        Assert.NotEmpty(paths);
        var asked = paths.Append("/nothing").Append("/?list").Select(path => path switch
        {
            "/api/v1/anomalies/{id}" => "/api/v1/anomalies/i1",
            "/api/v1/samples" or "/api/v1/twin" or "/api/v1/moments" => path + "?family=token_usage",
            // A stream does not end.
            "/api/v1/stream" => "/api/v1/stream?family=nothing",
            _ => path,
        }).ToList();
        return
        [
            .. asked.Select(path => (HttpMethod.Get, path)), (HttpMethod.Get, "/api/v1/samples?family=x"), (HttpMethod.Get, "/history?duration=99h"),
            .. asked.SelectMany(path => (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete], (path, method) => (method, path)),
        ];
    }
}
