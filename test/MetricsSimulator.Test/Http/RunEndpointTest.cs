using System.Net;
using System.Text.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

public sealed class RunEndpointTest
{
    private const string Path = "/api/v1/run";

    [Fact]
    public async Task The_run_is_shown_as_it_is_at_this_tick()
    {
        await using var server = await RunningServer.StartAsync("simulator: {retention_period: 2h, update_interval: 5s}", "normal");
        await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"spike","metric":"token_usage","duration":"1m"}""");
        server.Clock.Advance(TimeSpan.FromSeconds(17));
        var run = await ShowAsync(server);
        Assert.Equal(
            """{"run":0,"version":"VERSION","seed":42,"start":"2026-01-01T00:00:00Z","update_interval":5,"tick":3,"at":"2026-01-01T00:00:15Z","scenario":"normal","phase":"normal_usage","round":0,"retention":7200,"hidden":false,"workload":false,"changes":1,"journal":null,"prometheus":null}""",
            run.GetRawText().Replace(ProgramVersion.Text, "VERSION", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_scenario_its_name_and_phase_are_null_and_a_team_shows_as_a_workload()
    {
        await using var server = await RunningServer.StartAsync("workload: {developers: 2}");
        var run = await ShowAsync(server);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, true), (run.GetProperty("scenario").ValueKind, run.GetProperty("phase").ValueKind, run.GetProperty("workload").GetBoolean()));
    }

    [Fact]
    public async Task A_run_that_is_started_over_is_a_run_of_its_seed_from_the_current_tick_on()
    {
        await using var server = await RunningServer.StartAsync(scenario: "load_test");
        await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"spike","metric":"token_usage","duration":"1h"}""");
        server.Clock.Advance(TimeSpan.FromSeconds(25));
        var run = await StartOverAsync(server, """{"seed":7}""", HttpStatusCode.OK);
        Assert.Equal(
            """{"run":1,"version":"VERSION","seed":7,"start":"2026-01-01T00:00:20Z","update_interval":10,"tick":0,"at":"2026-01-01T00:00:20Z","scenario":"load_test","phase":"load_test","round":0,"retention":86400,"hidden":false,"workload":false,"changes":0,"journal":null,"prometheus":null}""",
            run.GetRawText().Replace(ProgramVersion.Text, "VERSION", StringComparison.Ordinal));
        Assert.Equal(run.GetRawText(), (await ShowAsync(server)).GetRawText());
        server.Clock.Advance(TimeSpan.FromSeconds(45));
        using var served = server.Live.Simulator.Acquire();
        var draft = ScenarioReader.Find("load_test").Draft!;
        var expected = new Simulator(server.Run.Configuration.ToModel(7, new DateTimeOffset(2026, 1, 1, 0, 0, 20, TimeSpan.Zero), draft).Model!);
        expected.AdvanceTo(5);
        using var alone = expected.Acquire();
        Assert.Equal(5, served.Tick);
        Assert.Equal(alone.Values.ToArray(), served.Values.ToArray());
    }

    [Fact]
    public async Task Without_a_seed_one_is_drawn()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(RunningServer.DrawnSeed, (await StartOverAsync(server, "{}", HttpStatusCode.OK)).GetProperty("seed").GetUInt64());
        Assert.Equal(ulong.MaxValue, (await StartOverAsync(server, """{"seed":"18446744073709551615"}""", HttpStatusCode.OK)).GetProperty("seed").GetUInt64());
        Assert.Equal(2, (await ShowAsync(server)).GetProperty("run").GetInt32());
    }

    [Theory]
    [InlineData("""{"seed":-1}""", "seed")]
    [InlineData("""{"seed":1.5}""", "seed")]
    [InlineData("""{"seed":null}""", "seed")]
    [InlineData("""{"seed":[]}""", "seed")]
    [InlineData("""{"start":"2026-01-01T00:00:00Z"}""", "start")]
    public async Task A_wrong_field_is_named_and_the_run_goes_on(string body, string field)
    {
        await using var server = await RunningServer.StartAsync();
        var before = server.Live;
        var problem = await StartOverAsync(server, body, HttpStatusCode.BadRequest);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Same(before, server.Live);
    }

    [Fact]
    public async Task What_was_patched_and_the_scenario_that_is_played_stay_and_a_reload_keeps_seed_and_start()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("run.yaml", "simulator: {seed: 3, start: 2025-12-31T00:00:00Z, metrics: {token_usage: {drift: 1}}}");
        await using var server = await RunningServer.StartAsync(RunningServer.Read(file));
        using var content = new StringContent("""{"metrics":{"cost":{"drift":2}}}""", System.Text.Encoding.UTF8, "application/json");
        using (var patched = await server.Client.PatchAsync(new Uri("/api/v1/model", UriKind.Relative), content)) Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        using (var put = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"degradation"}""")) Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        var run = await StartOverAsync(server, """{"seed":9}""", HttpStatusCode.OK);
        Assert.Equal(("degradation", "2026-01-01T00:00:30Z"), (run.GetProperty("scenario").GetString(), run.GetProperty("start").GetString()));
        Assert.Equal(2, Drift(server.Live.Simulator.Model.Metrics[2]));
        folder.Write("run.yaml", "simulator: {seed: 3, start: 2025-12-31T00:00:00Z, metrics: {cost: {drift: 4}}}");
        Assert.StartsWith($"reload: {file} will be used from tick 1 on.\n", server.Live.Reload(), StringComparison.Ordinal);
        Assert.Equal((4, 9UL), (Drift(server.Live.Run.Model.Metrics[2]), server.Live.Run.Model.Seed));

        static double Drift(MetricDefinition metric) => Assert.IsType<BrownianDefinition>(Assert.IsType<CounterDefinition>(metric).Rate.Process).Drift;
    }

    [Fact]
    public async Task A_run_with_a_journal_in_a_file_cannot_be_started_over()
    {
        using var folder = new TemporaryFolder();
        using var journal = new RunJournal(RunJournal.Open(folder.File("run.journal"), out _)) { FileName = "run.journal" };
        await using var server = await RunningServer.StartAsync(RunningServer.Read(null), journal);
        Assert.Equal("run.journal", (await ShowAsync(server)).GetProperty("journal").GetString());
        var problem = await StartOverAsync(server, "{}", HttpStatusCode.Conflict);
        Assert.StartsWith("--journal records this run in run.journal, and a journal can hold only one run.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await ShowAsync(server)).GetProperty("run").GetInt32());
    }

    [Fact]
    public async Task Whoever_scrapes_while_the_run_is_started_over_gets_the_old_run_or_the_new_one()
    {
        await using var server = await RunningServer.StartAsync();
        using var over = new CancellationTokenSource();
        var scrapes = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var count = 0; ; count++)
            {
                if (over.IsCancellationRequested && count > 0) return;
                foreach (var path in (string[])["/metrics", "/api/v1/samples?family=token_usage", "/history"])
                {
                    using var response = await server.SendAsync(HttpMethod.Get, path);
                    Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                    if (path != "/api/v1/samples?family=token_usage") Assert.Contains("otel_claude_code_cost_usd", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                }
            }
        })).ToArray();
        for (var i = 1; i <= 20; i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(i, (await StartOverAsync(server, "{}", HttpStatusCode.OK)).GetProperty("run").GetInt32());
        }

        await over.CancelAsync();
        await Task.WhenAll(scrapes);
    }

    private static async Task<JsonElement> StartOverAsync(RunningServer server, string body, HttpStatusCode status)
    {
        using var response = await server.SendJsonAsync(HttpMethod.Post, Path, body);
        return await AnomaliesEndpointTest.JsonAsync(response, status);
    }

    internal static async Task<JsonElement> ShowAsync(RunningServer server)
    {
        using var response = await server.SendAsync(HttpMethod.Get, Path);
        return await AnomaliesEndpointTest.JsonAsync(response, HttpStatusCode.OK);
    }
}
