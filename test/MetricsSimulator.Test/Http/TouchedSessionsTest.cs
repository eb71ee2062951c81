using System.Net;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Http;

/// <summary>The API injects anomalies of a workload, and tells what they touch.</summary>
public sealed class TouchedSessionsTest
{
    private const string Team = "simulator: {retention_period: 6h}\nworkload: {developers: 20, sessions_per_hour: 0.4, hours: {from: 0, to: 24}, teams: {a: 1, b: 1}}\n";

    [Fact]
    public async Task An_anomaly_names_the_sessions_that_it_has_touched_so_far()
    {
        await using var server = await RunningServer.StartAsync(Team);
        server.Clock.Advance(TimeSpan.FromMinutes(47));
        var injected = await AnswerAsync(server, HttpMethod.Post, "/api/v1/anomalies", """{"kind": "slow_models", "matchers": "{team=\"a\"}", "duration": "1h", "magnitude": 5}""", HttpStatusCode.Created);
        Assert.False(injected.TryGetProperty("touched", out _));
        var counts = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(25));
            var answer = await AnswerAsync(server, HttpMethod.Get, "/api/v1/anomalies/i1");
            Assert.Equal("slow_models", answer.GetProperty("kind").GetString());
            var touched = Touched(answer);
            Assert.Equal(Expected(server, "i1"), touched);
            counts.Add(touched.Count);
        }

        Assert.True(counts[0] > 0);
        Assert.True(counts[2] > counts[0]);
    }

    [Fact]
    public async Task Answers_go_on_from_each_other_in_any_order_and_a_cancelled_anomaly_touches_nothing()
    {
        await using var server = await RunningServer.StartAsync(Team);
        server.Clock.Advance(TimeSpan.FromMinutes(47));
        await AnswerAsync(server, HttpMethod.Post, "/api/v1/anomalies", """{"kind": "slow_models", "duration": "5h", "magnitude": 5}""", HttpStatusCode.Created);
        server.Clock.Advance(TimeSpan.FromMinutes(70));
        await AnswerAsync(server, HttpMethod.Post, "/api/v1/anomalies", """{"kind": "larger_contexts", "duration": "10m", "magnitude": 5, "then": [{"kind": "session_surge", "after": "3h", "duration": "1h"}]}""", HttpStatusCode.Created);
        // The younger one first, so that the other needs more of the past.
        foreach (var id in (string[])["i2", "i1", "i2", "i2.1", "i1"])
        {
            server.Clock.Advance(TimeSpan.FromMinutes(25));
            Assert.Equal(Expected(server, id), Touched(await AnswerAsync(server, HttpMethod.Get, $"/api/v1/anomalies/{id}")));
            if (id == "i2.1") await AnswerAsync(server, HttpMethod.Delete, "/api/v1/anomalies/i2.1");
        }

        var cancelled = await AnswerAsync(server, HttpMethod.Get, "/api/v1/anomalies/i2.1");
        Assert.Equal(("cancelled", 0), (cancelled.GetProperty("state").GetString(), cancelled.GetProperty("touched").GetArrayLength()));
        Assert.NotEmpty(Expected(server, "i1"));
        Assert.NotEmpty(Expected(server, "i2"));
    }

    [Fact]
    public async Task An_anomaly_of_the_way_names_the_counters_that_it_has_let_fall_so_far_whoever_asks_first()
    {
        await using var server = await RunningServer.StartAsync(Team);
        server.Clock.Advance(TimeSpan.FromMinutes(47));
        await AnswerAsync(server, HttpMethod.Post, "/api/v1/anomalies", """{"kind": "delta_restart", "duration": "5h"}""", HttpStatusCode.Created);
        server.Clock.Advance(TimeSpan.FromMinutes(70));
        await AnswerAsync(server, HttpMethod.Post, "/api/v1/anomalies", """{"kind": "set", "matchers": "{team=\"a\"}", "duration": "50m", "magnitude": 0.5}""", HttpStatusCode.Created);
        foreach (var id in (string[])["i2", "i1", "i2", "i1"])
        {
            server.Clock.Advance(TimeSpan.FromMinutes(25));
            var resets = (await AnswerAsync(server, HttpMethod.Get, $"/api/v1/anomalies/{id}")).GetProperty("resets");
            var count = server.Live.Simulator.Status.Falls.GetValueOrDefault(id);
            Assert.True(count > 0, id);
            Assert.Equal(count, resets.GetProperty("count").GetInt64());
            Assert.Equal(count, resets.GetProperty("series").EnumerateArray().Sum(series => series.GetProperty("count").GetInt64()));
        }
    }

    [Theory]
    [InlineData("""{"kind": "slow_models", "duration": "1h", "metric": "cost"}""", "metric", "slow_models acts on the sessions of the workload, not on a metric")]
    [InlineData("""{"kind": "slow_models", "duration": "1h", "matchers": "{team=\"c\"}"}""", "matchers", "matches no developer of the workload, got '{team=\"c\"}'")]
    [InlineData("""{"kind": "spike", "duration": "1h", "metric": "cost"}""", "metric", "must name a metric of this model, got 'cost'")]
    [InlineData("""{"kind": "two_writers", "duration": "1h"}""", "kind", "two_writers needs series that sessions share: set include_session_id: false in workload.telemetry, as config/phantom-two-million.yaml does")]
    [InlineData("""{"kind": "two_writers", "duration": "1h", "magnitude": 0.5}""", "magnitude", "two_writers of a workload has no magnitude")]
    [InlineData("""{"kind": "set", "duration": "1h", "magnitude": -1}""", "magnitude", "must be from 0 to 1000000000000000, got -1")]
    [InlineData("""{"kind": "set", "duration": "1h", "matchers": "{__name__=\"up\"}"}""", "matchers", "matches no metric of the workload, got '{__name__=\"up\"}'")]
    public async Task What_cannot_act_on_the_workload_is_refused_with_the_reason(string anomaly, string field, string message)
    {
        await using var server = await RunningServer.StartAsync(Team);
        var error = Assert.Single((await AnswerAsync(server, HttpMethod.Post, "/api/v1/anomalies", anomaly, HttpStatusCode.BadRequest)).GetProperty("errors").EnumerateArray());
        Assert.Equal((field, message), (error.GetProperty("field").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Without_a_workload_its_anomalies_are_refused_with_what_to_do()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = (await AnswerAsync(server, HttpMethod.Post, "/api/v1/anomalies", """{"kind": "runaway_agent", "duration": "1h"}""", HttpStatusCode.BadRequest)).GetRawText();
        Assert.Contains("runaway_agent acts on a workload, and this model has none", answer, StringComparison.Ordinal);
        Assert.Contains("--workload team", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Team, true)]
    public async Task Kinds_and_scenarios_say_whether_they_fit_the_run(string? configuration, bool isTeam)
    {
        await using var server = await RunningServer.StartAsync(configuration ?? "");
        foreach (var listed in (await AnswerAsync(server, HttpMethod.Get, "/api/v1/anomaly-kinds")).GetProperty("kinds").EnumerateArray())
        {
            var kind = AnomalyKinds.Find(listed.GetProperty("kind").GetString()!)!;
            // Sessions of this team have series of their own, which no two processes write.
            Assert.Equal(isTeam && kind.Name != "two_writers" && kind is { IsOfWorkload: true } or { IsOfView: true, Needed: not ViewNeed.OwnExporter }, listed.GetProperty("workload").GetBoolean());
            Assert.Equal(kind.IsOfEndpoint || listed.GetProperty("workload").GetBoolean() || listed.GetProperty("metrics").GetArrayLength() > 0, listed.GetProperty("fits").GetBoolean());
        }

        foreach (var listed in (await AnswerAsync(server, HttpMethod.Get, "/api/v1/scenarios")).GetProperty("scenarios").EnumerateArray())
        {
            var scenario = BuiltInScenarios.Find(listed.GetProperty("name").GetString()!)!;
            using var put = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", $"{{\"name\": \"{scenario.Name}\"}}");
            var fits = listed.GetProperty("fits").GetBoolean();
            Assert.Equal(put.StatusCode == HttpStatusCode.OK, fits);
            if (scenario.NeedsWorkload || scenario.Name == "everyday") Assert.Equal(scenario.NeedsWorkload == isTeam, fits);
        }
    }

    private static List<(string Developer, string Session, DateTimeOffset First, DateTimeOffset Last)> Touched(JsonElement answer) =>
    [
        .. answer.GetProperty("touched").EnumerateArray().Select(one =>
            (one.GetProperty("developer").GetString()!, one.GetProperty("session_id").GetString()!, one.GetProperty("first").GetDateTimeOffset(), one.GetProperty("last").GetDateTimeOffset())),
    ];

    private static List<(string Developer, string Session, DateTimeOffset First, DateTimeOffset Last)> Expected(RunningServer server, string anomaly)
    {
        var effects = new Dictionary<string, SessionEffects>(StringComparer.Ordinal);
        var status = server.Live.Simulator.Status;
        var simulator = new Simulator(server.Live.Beginning.Model, journal: server.Live.Simulator.PastFrom(0).Changes, deliver: batch =>
        {
            foreach (var session in batch.FindEffects()) effects[session.Session] = session;
        });
        simulator.AdvanceTo(status.Tick);
        return
        [
            .. effects.Values.SelectMany(session => session.Effects.Where(effect => effect.Anomaly == anomaly).Select(effect => (session.Developer, session.Session, effect.First, effect.Last)))
                .OrderBy(touched => touched.First).ThenBy(touched => touched.Session, StringComparer.Ordinal),
        ];
    }

    private static async Task<JsonElement> AnswerAsync(RunningServer server, HttpMethod method, string path, string? body = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = body is null ? await server.SendAsync(method, path) : await server.SendJsonAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
