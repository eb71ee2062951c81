using System.Net;
using System.Text.Json;
using MetricsSimulator.Anomalies;
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
            var touched = answer.GetProperty("touched").EnumerateArray()
                .Select(one => (one.GetProperty("developer").GetString()!, one.GetProperty("session_id").GetString()!, one.GetProperty("first").GetDateTimeOffset(), one.GetProperty("last").GetDateTimeOffset())).ToList();
            Assert.Equal(Expected(server), touched);
            counts.Add(touched.Count);
        }

        Assert.True(counts[0] > 0);
        Assert.True(counts[2] > counts[0]);
    }

    [Theory]
    [InlineData("""{"kind": "slow_models", "duration": "1h", "metric": "cost"}""", "metric", "slow_models acts on the sessions of the workload, not on a metric")]
    [InlineData("""{"kind": "slow_models", "duration": "1h", "matchers": "{team=\"c\"}"}""", "matchers", "matches no developer of the workload, got '{team=\"c\"}'")]
    [InlineData("""{"kind": "spike", "duration": "1h", "metric": "cost"}""", "metric", "must name a metric of this model, got 'cost'")]
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
    public async Task Kinds_say_whether_they_can_act_on_a_workload_of_the_run(string? configuration, bool canAct)
    {
        await using var server = await RunningServer.StartAsync(configuration ?? "");
        foreach (var kind in (await AnswerAsync(server, HttpMethod.Get, "/api/v1/anomaly-kinds")).GetProperty("kinds").EnumerateArray())
            Assert.Equal(canAct && AnomalyKinds.Find(kind.GetProperty("kind").GetString()!)! is { IsOfWorkload: true } or { IsOfView: true }, kind.GetProperty("workload").GetBoolean());
    }

    private static List<(string Developer, string Session, DateTimeOffset First, DateTimeOffset Last)> Expected(RunningServer server)
    {
        var effects = new Dictionary<string, SessionEffects>(StringComparer.Ordinal);
        var status = server.Live.Simulator.Status;
        var simulator = new Simulator(server.Live.Beginning.Model, journal: server.Live.Simulator.PastFrom(0).Changes, deliver: batch =>
        {
            foreach (var session in batch.FindEffects()) effects[session.Session] = session;
        });
        simulator.AdvanceTo(status.Tick);
        return [.. effects.Values.Where(session => !session.Effects.IsEmpty).Select(session => (session.Developer, session.Session, session.Effects.Single().First, session.Effects.Single().Last))
            .OrderBy(touched => touched.First).ThenBy(touched => touched.Session, StringComparer.Ordinal)];
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
