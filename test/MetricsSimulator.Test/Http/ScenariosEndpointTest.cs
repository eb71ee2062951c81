using System.Net;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

public sealed class ScenariosEndpointTest
{
    private const string One = "/api/v1/scenario";
    private const string All = "/api/v1/scenarios";

    [Fact]
    public async Task Every_built_in_scenario_is_listed_and_can_be_switched_to()
    {
        await using var server = await RunningServer.StartAsync("simulator: {catalogue: claude_code}\nworkload: {developers: 5}");
        using var listed = await server.SendAsync(HttpMethod.Get, All);
        var scenarios = (await AnomaliesEndpointTest.JsonAsync(listed, HttpStatusCode.OK)).GetProperty("scenarios").EnumerateArray().ToList();
        Assert.Equal(
            ["everyday", "normal", "load_test", "degradation", "daily_cycle", "anomaly_detection", "incidents", "team_week", "model_migration", "onboarding", "budget_blowout", "api_incident", "team_incidents", "phantom_two_million"], scenarios.Select(scenario => scenario.GetProperty("name").GetString()));
        foreach (var scenario in scenarios)
        {
            Assert.NotEmpty(scenario.GetProperty("description").GetString()!);
            Assert.False(scenario.GetProperty("current").GetBoolean());
        }

        foreach (var name in scenarios.Select(scenario => scenario.GetProperty("name").GetString()!))
        {
            using var put = await server.SendJsonAsync(HttpMethod.Put, One, $$"""{"name":"{{name}}"}""");
            var answer = await AnomaliesEndpointTest.JsonAsync(put, HttpStatusCode.OK);
            using (var snapshot = server.Live.Simulator.Acquire()) Assert.Equal(snapshot.Tick + 1, answer.GetProperty("tick").GetInt64());
            server.Clock.Advance(TimeSpan.FromSeconds(10));
            using var shown = await server.SendAsync(HttpMethod.Get, One);
            Assert.Equal(name, (await AnomaliesEndpointTest.JsonAsync(shown, HttpStatusCode.OK)).GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task A_scenario_of_a_team_is_refused_without_one()
    {
        await using var server = await RunningServer.StartAsync();
        using var put = await server.SendJsonAsync(HttpMethod.Put, One, """{"name":"onboarding"}""");
        var detail = (await AnomaliesEndpointTest.JsonAsync(put, HttpStatusCode.Conflict)).GetProperty("detail").GetString()!;
        Assert.Contains("patterns[0].workload: there is no team whose work could differ", detail, StringComparison.Ordinal);
        Assert.Contains("--workload team", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_from_a_file_is_listed_by_its_name_and_can_be_returned_to()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("own.yaml", "name: night shift\ndescription: Quiet.\npatterns:\n- {name: quiet, duration: 1h}\n");
        await using var server = await RunningServer.StartAsync(scenario: file);
        foreach (var name in (string[])["normal", "night shift"])
        {
            using var put = await server.SendJsonAsync(HttpMethod.Put, One, $$"""{"name":"{{name}}"}""");
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            server.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        using var listed = await server.SendAsync(HttpMethod.Get, All);
        var json = await AnomaliesEndpointTest.JsonAsync(listed, HttpStatusCode.OK);
        Assert.Equal("night shift", json.GetProperty("current").GetString());
        Assert.Equal("quiet", json.GetProperty("phase").GetString());
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"degradatoin"}""", "name")]
    [InlineData("""{"name":"/etc/passwd"}""", "name")]
    [InlineData("""{"name":"scenarios/normal.yaml"}""", "name")]
    [InlineData("""{"name":"normal","phase":"x"}""", "phase")]
    [InlineData("""{"name":"normal","name":"degradation"}""", "name")]
    [InlineData("\"normal\"", "")]
    [InlineData("normal", "")]
    public async Task A_wrong_field_is_named_and_nothing_is_switched(string json, string field)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendJsonAsync(HttpMethod.Put, One, json);
        var problem = await AnomaliesEndpointTest.ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Single(server.Live.Journal.Lines);
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task The_truth_as_metrics_names_what_is_active_and_promtool_accepts_it()
    {
        await using var server = await RunningServer.StartAsync(scenario: "normal");
        var spike = await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"spike","metric":"token_usage","duration":"10s"}""");
        var outage = await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"outage","duration":"10s"}""");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var text = await server.Client.GetStringAsync("/metrics/truth");
        Assert.Contains($"simulator_anomaly_active{{id=\"{spike}\",kind=\"spike\",metric=\"token_usage\"}} 1\n", text);
        Assert.Contains($"simulator_anomaly_active{{id=\"{outage}\",kind=\"outage\"}} 1\n", text);
        Assert.Contains("simulator_scenario_info{scenario=\"normal\",phase=\"normal_usage\"} 1\n", text);
        Assert.Contains("simulator_scenario_round 0\n", text);
        var checkedBy = ExternalTool.Promtool.Run(["check", "metrics"], System.Text.Encoding.UTF8.GetBytes(text));
        Assert.True(checkedBy is { Status: 0, Output: "" }, checkedBy.ToString());
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("simulator_anomaly_active{", await server.Client.GetStringAsync("/metrics/truth"));
    }

    [Fact]
    public async Task A_scrape_is_logged_in_one_line()
    {
        var lines = new List<string>();
        await using var server = await RunningServer.StartAsync(scrapes: lines.Add);
        var body = await server.Client.GetStringAsync("/metrics");
        using var compressed = await server.SendAsync(HttpMethod.Get, "/metrics", acceptEncoding: "gzip");
        var length = compressed.Content.Headers.ContentLength;
        await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"outage","duration":"10s"}""");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        using var down = await server.SendAsync(HttpMethod.Get, "/metrics");
        while (lines.Count < 3) await Task.Yield();
        Assert.Equal(
        [
            $"2026-01-01T00:00:00.000Z scrape 127.0.0.1 text004 200 {body.Length} bytes 0.0 ms",
            $"2026-01-01T00:00:00.000Z scrape 127.0.0.1 text004+gzip 200 {length} bytes 0.0 ms",
            "2026-01-01T00:00:10.000Z scrape 127.0.0.1 text004 503 103 bytes 0.0 ms",
        ], lines);
    }
}
