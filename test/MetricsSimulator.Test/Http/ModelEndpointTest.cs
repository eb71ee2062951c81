using System.Net;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

public sealed class ModelEndpointTest
{
    private const string Path = "/api/v1/model";

    [Fact]
    public async Task The_model_has_the_blocks_of_the_configuration_and_what_the_scenario_replaces()
    {
        await using var server = await RunningServer.StartAsync(scenario: "load_test");
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        using var response = await server.SendAsync(HttpMethod.Get, Path);
        var model = await AnomaliesEndpointTest.JsonAsync(response, HttpStatusCode.OK);
        using var shown = await server.SendAsync(HttpMethod.Get, "/config", "application/json");
        using var configuration = JsonDocument.Parse(await shown.Content.ReadAsStringAsync());
        foreach (var block in configuration.RootElement.EnumerateObject()) Assert.True(JsonElement.DeepEquals(block.Value, model.GetProperty(block.Name)), block.Name);
        Assert.Equal(["metrics.token_usage.drift", "metrics.session_duration.arrivals.initial_value", "metrics.error.probability"], Texts(model, "replaced").Where(IsGiven));
        Assert.Contains("""PUT /api/v1/scenario {"name": "none"}""", model.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.Equal((2, "2026-01-01T00:00:20Z"), (model.GetProperty("tick").GetInt64(), model.GetProperty("at").GetString()));

        // The arrivals are constant in the scenario, so their other numbers have no effect either.
        static bool IsGiven(string path) => !path.StartsWith("metrics.session_duration.arrivals.", StringComparison.Ordinal) || path.EndsWith("initial_value", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_key_of_a_metric_is_explained_with_its_range_or_its_choices()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, Path);
        var model = await AnomaliesEndpointTest.JsonAsync(response, HttpStatusCode.OK);
        var known = model.GetProperty("parameters").GetProperty("metrics");
        foreach (var metric in model.GetProperty("simulator").GetProperty("metrics").EnumerateObject())
        {
            foreach (var key in metric.Value.EnumerateObject()) Assert.True(key.Name is "mean_reversion" or "jumps" or "regimes" or "arrivals" || known.TryGetProperty(key.Name, out _), key.Name);
        }

        Assert.Equal("number, 0 or more", known.GetProperty("volatility").GetProperty("takes").GetString());
        Assert.Equal("number, 0 to 1", known.GetProperty("probability").GetProperty("takes").GetString());
        Assert.Equal("duration, above 0", known.GetProperty("arrivals.volatility_per").GetProperty("takes").GetString());
        Assert.Equal("The mean change of the path per second.", known.GetProperty("drift").GetProperty("meaning").GetString());
        Assert.Equal(["clamp", "reflect"], Texts(known.GetProperty("at_bounds"), "choices"));
        Assert.True(model.GetProperty("parameters").GetProperty("workload").TryGetProperty("sessions_per_hour", out _));
    }

    [Theory]
    [InlineData("""{"metrics":{"token_usage":{"drift":5,"volatility":7}}}""", "application/merge-patch+json")]
    [InlineData("""{"simulator":{"metrics":{"token_usage":{"drift":5,"volatility":7}}}}""", "application/json; charset=utf-8")]
    public async Task A_patch_changes_what_it_names_at_the_next_tick_and_nothing_else(string patch, string type)
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(25));
        var before = server.Live.Run.Model;
        var answer = await PatchAsync(server, patch, HttpStatusCode.OK, type);
        Assert.Equal((3, "2026-01-01T00:00:30Z"), (answer.GetProperty("tick").GetInt64(), answer.GetProperty("at").GetString()));
        Assert.Equal(5, answer.GetProperty("simulator").GetProperty("metrics").GetProperty("token_usage").GetProperty("drift").GetDouble());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("remedy").ValueKind);
        Assert.Equal(before, server.Live.Simulator.Model);
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        using (server.Live.Simulator.Acquire()) Assert.Equal(server.Live.Run.Model, server.Live.Simulator.Model);
        var after = server.Live.Simulator.Model;
        var process = Assert.IsType<BrownianDefinition>(Assert.IsType<CounterDefinition>(after.Metrics[0]).Rate.Process);
        Assert.Equal((5, 7), (process.Drift, process.Volatility.Value));
        Assert.Equal(before.Metrics.Skip(1), after.Metrics.Skip(1));
        Assert.Equal(2, server.Live.Journal.Lines.Count);
    }

    [Fact]
    public async Task A_process_can_be_changed_without_taking_away_the_keys_that_it_does_not_have()
    {
        await using var server = await RunningServer.StartAsync();
        await PatchAsync(server, """{"metrics":{"token_usage":{"process":"ornstein_uhlenbeck","mean_reversion":{"speed":0.1,"level":500}}}}""", HttpStatusCode.OK);
        Assert.IsType<OrnsteinUhlenbeckDefinition>(Assert.IsType<CounterDefinition>(server.Live.Run.Model.Metrics[0]).Rate.Process);
    }

    [Fact]
    public async Task A_null_takes_a_metric_away_and_a_new_block_adds_one()
    {
        await using var server = await RunningServer.StartAsync();
        await PatchAsync(server, """{"metrics":{"error":null,"queue":{"type":"gauge","initial_value":5}}}""", HttpStatusCode.OK);
        Assert.Equal(["token_usage", "session_duration", "cost", "tool_usage", "queue"], server.Live.Run.Model.Metrics.Select(metric => metric.Key));
    }

    [Theory]
    [InlineData("""{"metrics":{"token_usage":{"volatility":-1,"sesonality":2}}}""", "metrics.token_usage.volatility metrics.token_usage.sesonality")]
    [InlineData("""{"metrics":{"token_usage":{"bounds":[5]}}}""", "metrics.token_usage.bounds")]
    [InlineData("""{"metrics":[]}""", "metrics")]
    [InlineData("""{"metrics":{"queue":{}}}""", "metrics.queue")]
    [InlineData("""{"seed":7}""", "seed")]
    [InlineData("""{"simulator":{"update_interval":"1s"}}""", "update_interval")]
    [InlineData("""{"start":"2025-01-01T00:00:00Z"}""", "start")]
    [InlineData("""{"labels":{"team":"ai"}}""", "labels")]
    [InlineData("""{"server":{"port":1,"timestamps":true}}""", "server.port server.timestamps")]
    [InlineData("""{"scenario":"/etc/passwd"}""", "scenario")]
    [InlineData("""{"simulator":{"scenario":null}}""", "scenario")]
    [InlineData("""{"volatility":1}""", "volatility")]
    [InlineData("""{"metrics":{"a":{},"a":{}}}""", "metrics.a")]
    [InlineData("[]", "")]
    [InlineData("""{"simulator":null}""", "simulator")]
    [InlineData("""{"seed":null}""", "seed")]
    [InlineData("""{"simulator":{"start":null}}""", "start")]
    [InlineData("""{"metrics":{"cost":{"drift":1}},"simulator":{"metrics":{"error":{"probability":0.5}}}}""", "metrics")]
    [InlineData("""{"metrics":{"queue":{"type":"gauge","help":"a\u0000b"}}}""", "metrics.queue.help")]
    [InlineData("""{"metrics":{"queue":{"type":"gauge","labels":{"lane":["a","b\u001b"]}}}}""", "metrics.queue.labels.lane")]
    public async Task Every_error_is_a_field_and_nothing_changes(string patch, string fields)
    {
        await using var server = await RunningServer.StartAsync();
        var before = server.Live.Run;
        var problem = await PatchAsync(server, patch, HttpStatusCode.BadRequest);
        Assert.Equal(fields, string.Join(' ', problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString())));
        Assert.Same(before, server.Live.Run);
        Assert.Single(server.Live.Journal.Lines);
    }

    [Fact]
    public async Task A_null_that_would_change_nothing_is_refused_with_what_to_send()
    {
        await using var server = await RunningServer.StartAsync();
        var detail = (await PatchAsync(server, """{"simulator":null,"seed":null}""", HttpStatusCode.BadRequest)).GetProperty("detail").GetString();
        Assert.Equal(
            """simulator: cannot be taken away, got null. Send the keys that are to change, as in {"simulator": {"retention_period": "3h"}}. seed: cannot be taken away, got null. Leave it out: a run keeps it. To start the run over with another seed, POST /api/v1/run.""",
            detail);
    }

    [Fact]
    public async Task The_anomalies_of_a_metric_that_is_taken_away_are_named()
    {
        await using var server = await RunningServer.StartAsync();
        using var active = JsonDocument.Parse("""{"kind":"error_burst","metric":"error","duration":"1h"}""");
        using var planned = JsonDocument.Parse("""{"kind":"error_burst","metric":"error","duration":"1h","start":"2026-01-03T00:00:00Z"}""");
        using var other = JsonDocument.Parse("""{"kind":"spike","metric":"cost","duration":"1h"}""");
        foreach (var anomaly in new[] { active, planned, other }) Assert.NotNull(server.Live.Inject(anomaly.RootElement, out _));
        Assert.Empty(Texts(await PatchAsync(server, """{"retention_period":"3h"}""", HttpStatusCode.OK), "remarks"));
        string[] expected =
        [
            "The anomaly i1 (error_burst) does nothing, because there is no metric error. To end it, DELETE /api/v1/anomalies/i1.",
            "The anomaly i2 (error_burst) does nothing, because there is no metric error. To end it, DELETE /api/v1/anomalies/i2.",
        ];
        Assert.Equal(expected, Texts(await PatchAsync(server, """{"metrics":{"error":null}}""", HttpStatusCode.OK), "remarks"));
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var shown = await server.SendAsync(HttpMethod.Get, Path);
        Assert.Equal(expected, Texts(await AnomaliesEndpointTest.JsonAsync(shown, HttpStatusCode.OK), "remarks"));
    }

    [Fact]
    public async Task A_patch_that_changes_no_sample_is_no_change_of_the_run()
    {
        await using var server = await RunningServer.StartAsync(scenario: "everyday");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var answer = await PatchAsync(server, """{"retention_period":"3h"}""", HttpStatusCode.OK);
        Assert.Equal(1, answer.GetProperty("tick").GetInt64());
        Assert.Equal(TimeSpan.FromHours(3), server.Live.Run.Configuration.RetentionPeriod);
        Assert.Single(server.Live.Journal.Lines);
    }

    [Fact]
    public async Task A_number_that_the_scenario_replaces_has_its_effect_once_none_is_played()
    {
        await using var server = await RunningServer.StartAsync(scenario: "load_test");
        var answer = await PatchAsync(server, """{"metrics":{"token_usage":{"drift":5}}}""", HttpStatusCode.OK);
        Assert.Contains("metrics.token_usage.drift", Texts(answer, "replaced"));
        using var put = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"none"}""");
        Assert.Equal("none", (await AnomaliesEndpointTest.JsonAsync(put, HttpStatusCode.OK)).GetProperty("name").GetString());
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var run = await RunEndpointTest.ShowAsync(server);
        Assert.Equal(JsonValueKind.Null, run.GetProperty("scenario").ValueKind);
        Assert.Equal(5, Assert.IsType<BrownianDefinition>(Assert.IsType<CounterDefinition>(server.Live.Simulator.Model.Metrics[0]).Rate.Process).Drift);
        using var shown = await server.SendAsync(HttpMethod.Get, Path);
        Assert.Empty(Texts(await AnomaliesEndpointTest.JsonAsync(shown, HttpStatusCode.OK), "replaced"));
    }

    [Fact]
    public async Task The_journal_of_a_patched_run_gives_the_same_samples()
    {
        await using var server = await RunningServer.StartAsync(scenario: "load_test");
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await PatchAsync(server, """{"metrics":{"token_usage":{"volatility":400},"cost":{"drift":2}}}""", HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using (var put = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"none"}""")) Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var served = server.Live.Simulator.Acquire();
        var recorded = JournalReader.ReadText(string.Concat(server.Live.Journal.Lines.Select(line => line + "\n")), "journal", out _, out var errors);
        Assert.Empty(errors);
        var simulator = new Simulator(recorded!.Run.Model, journal: recorded.Changes);
        simulator.AdvanceTo(9);
        using var replayed = simulator.Acquire();
        Assert.Equal(served.Values.ToArray(), replayed.Values.ToArray());
        var plain = new Simulator(recorded.Run.Model);
        plain.AdvanceTo(9);
        using var unpatched = plain.Acquire();
        Assert.NotEqual(served.Values.ToArray(), unpatched.Values.ToArray());
    }

    [Fact]
    public async Task A_reload_of_the_files_takes_back_what_was_patched_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(RunningServer.Read(folder.Write("run.yaml", "simulator: {metrics: {token_usage: {drift: 1}}}")));
        await PatchAsync(server, """{"metrics":{"token_usage":{"drift":5}}}""", HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains("What clients had changed with PATCH is as in the files again.", server.Live.Reload(), StringComparison.Ordinal);
        Assert.Equal(server.Live.Beginning.Model, server.Live.Run.Model);
        Assert.False(server.Live.Run.IsPatched);
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var problem = await PatchAsync(server, "{}", HttpStatusCode.UnsupportedMediaType, "text/plain");
        Assert.Contains("application/merge-patch+json or application/json", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    private static async Task<JsonElement> PatchAsync(RunningServer server, string patch, HttpStatusCode status, string type = "application/merge-patch+json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(patch));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Patch, Path) { Content = content });
        return await AnomaliesEndpointTest.JsonAsync(response, status);
    }
}
