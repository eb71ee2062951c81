using System.Net;
using System.Text.Json;
using MetricsSimulator.Cli.Runs;

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

    internal static async Task<JsonElement> ShowAsync(RunningServer server)
    {
        using var response = await server.SendAsync(HttpMethod.Get, Path);
        return await AnomaliesEndpointTest.JsonAsync(response, HttpStatusCode.OK);
    }
}
