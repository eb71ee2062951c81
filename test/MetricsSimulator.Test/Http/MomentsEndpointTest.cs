using System.Net;
using System.Text.Json;

namespace MetricsSimulator.Test.Http;

public sealed class MomentsEndpointTest
{
    private const string Walk = "simulator: {catalogue: none, metrics: {depth: {type: gauge, initial_value: 1000, drift: 0.5, volatility: 60, volatility_per: 1h, bounds: [0, 2500]}}}\n";

    [Fact]
    public async Task It_has_the_moments_and_the_bands_of_a_path_until_a_day_ahead()
    {
        await using var server = await RunningServer.StartAsync(Walk);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var moments = await GetAsync(server, "?family=depth&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&step=15m");
        Assert.Equal(("depth", "value", 900), (moments.GetProperty("family").GetString(), moments.GetProperty("as").GetString(), moments.GetProperty("step").GetInt32()));
        var mean = Values(moments, "mean");
        var deviation = Values(moments, "deviation");
        Assert.Equal(97, mean.Length);
        // After an hour: 1000 + 0.5 · 3600, limited to 2500, with the volatility of an hour.
        Assert.Equal((1000, 1450, 2500), (mean[0], mean[1], mean[4]));
        Assert.Equal(60, deviation[4], 1e-9);
        var bands = moments.GetProperty("bands").EnumerateArray().ToList();
        Assert.Equal([0.5, 0.95], bands.Select(band => band.GetProperty("coverage").GetDouble()));
        Assert.Equal(1450 - 1.959963984540054 * 30, Values(bands[1], "lower")[1], 1e-9);
        Assert.Equal(1450 + 0.6744897501960817 * 30, Values(bands[0], "upper")[1], 1e-9);
        Assert.Equal(2500, Values(bands[1], "upper")[4]);
    }

    [Fact]
    public async Task The_path_begins_anew_when_the_scenario_is_switched()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        const string Query = "?family=token_usage&window=40s&step=10s&from=2026-01-01T00:29:00Z&to=2026-01-01T01:00:00Z";
        var before = await GetAsync(server, Query);
        using (await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"degradation"}""")) server.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await GetAsync(server, Query);
        // The scenario begins at 00:30:10, the seventh value. Before it, nothing has changed.
        Assert.Equal(Values(before, "mean")[..7], Values(after, "mean")[..7]);
        Assert.All(Values(after, "mean")[8..11], value => Assert.Equal(double.NaN, value));
        Assert.True(Values(after, "deviation")[11] < Values(before, "deviation")[11] / 4);
    }

    [Fact]
    public async Task Where_there_is_no_closed_form_it_says_why()
    {
        await using var server = await RunningServer.StartAsync(scenario: "everyday");
        var moments = await GetAsync(server, "?family=token_usage");
        Assert.Equal("there is no closed form for the cycles of the scenario 'everyday'", moments.GetProperty("reason").GetString());
        Assert.Equal("""Play none: PUT /api/v1/scenario {"name": "none"}.""", moments.GetProperty("remedy").GetString());
        Assert.False(moments.TryGetProperty("mean", out _));
        var other = await GetAsync(server, "?family=session_duration");
        Assert.Equal("only gauges and rates of counters have a closed form", other.GetProperty("reason").GetString());
        Assert.False(other.TryGetProperty("remedy", out _));
    }

    [Fact]
    public async Task Once_no_scenario_is_played_there_is_a_theory_from_then_on()
    {
        await using var server = await RunningServer.StartAsync(scenario: "everyday");
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        using (await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"none"}""")) server.Clock.Advance(TimeSpan.FromMinutes(1));
        var mean = Values(await GetAsync(server, "?family=token_usage&window=10s&step=10s&from=2026-01-01T00:29:00Z&to=2026-01-01T00:31:00Z"), "mean");
        // No scenario begins at 00:30:10, the seventh value, and the first rate is that of the tick after it.
        Assert.All(mean[..8], value => Assert.Equal(double.NaN, value));
        Assert.All(mean[8..], value => Assert.InRange(value, 1, double.MaxValue));
    }

    [Fact]
    public async Task A_scenario_without_a_closed_form_leaves_the_theory_of_before()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        const string Query = "?family=token_usage&window=10s&step=10s&from=2026-01-01T00:29:00Z&to=2026-01-01T00:31:00Z";
        var before = Values(await GetAsync(server, Query), "mean");
        using (await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"everyday"}""")) server.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await GetAsync(server, Query);
        Assert.Equal("there is no closed form for the cycles of the scenario 'everyday'", after.GetProperty("reason").GetString());
        Assert.Equal([.. before[..7], .. Enumerable.Repeat(double.NaN, 6)], Values(after, "mean"));
    }

    [Fact]
    public async Task A_span_that_ends_more_than_a_day_ahead_is_refused()
    {
        await using var server = await RunningServer.StartAsync(Walk);
        using var response = await server.Client.GetAsync("/api/v1/moments?family=depth&to=2026-01-02T00:00:10Z");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("must be from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z", await response.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> GetAsync(RunningServer server, string query) => JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/moments" + query)).RootElement;

    private static double[] Values(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];
}
