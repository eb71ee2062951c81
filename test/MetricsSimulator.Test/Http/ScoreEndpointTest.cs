using System.Net;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Server;

namespace MetricsSimulator.Test.Http;

/// <summary><c>/api/v1/score</c>, with a real Prometheus.</summary>
public sealed class ScoreEndpointTest
{
    private const string Rules = "groups: [{name: a, rules: [{alert: Down, expr: up == 0, for: 1m, annotations: {detects: outage}}]}]";

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task Rules_are_scored_beside_the_run_one_request_at_a_time_and_can_be_cancelled()
    {
        await using var jobs = new ScoreJobs(Environment.GetEnvironmentVariable("PATH"), TimeProvider.System);
        await using var server = await StartAsync(jobs);
        Assert.Equal("none", (await SendAsync(server, HttpMethod.Get)).Body.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(server, HttpMethod.Delete)).Status);
        var (status, started) = await SendAsync(server, HttpMethod.Post, new { rules = Rules, scenario = "incidents", duration = "1d", seeds = 1 });
        Assert.Equal((HttpStatusCode.Accepted, "running"), (status, started.GetProperty("state").GetString()));
        var (busy, conflict) = await SendAsync(server, HttpMethod.Post, new { rules = Rules });
        Assert.Equal(HttpStatusCode.Conflict, busy);
        Assert.Matches("^1 alert is being scored on 1 seed since .*, [0-9]+ % done. Wait for it, or end it with DELETE /api/v1/score.$", conflict.GetProperty("detail").GetString());

        await jobs.Last!.Ended;
        var done = (await SendAsync(server, HttpMethod.Get)).Body;
        Assert.Equal("done", done.GetProperty("state").GetString());
        Assert.InRange(done.GetProperty("steps_done").GetInt64(), 1, done.GetProperty("steps").GetInt64());
        var alert = Assert.Single(done.GetProperty("result").GetProperty("alerts").EnumerateArray());
        Assert.Equal((1, 0), (alert.GetProperty("recall").GetDouble(), alert.GetProperty("false_per_day").GetDouble()));
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(server, HttpMethod.Delete)).Status);

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(server, HttpMethod.Post, new { rules = Rules, duration = "31d", seeds = 100 })).Status);
        var (ended, cancelled) = await SendAsync(server, HttpMethod.Delete);
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (ended, cancelled.GetProperty("state").GetString()));

        // A server that ends takes its job with it.
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(server, HttpMethod.Post, new { rules = Rules, duration = "31d", seeds = 100 })).Status);
        var last = jobs.Last!;
        await jobs.DisposeAsync();
        Assert.Equal("cancelled", last.State);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(server, HttpMethod.Post, new { rules = Rules })).Status);
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task A_sweep_requirements_and_a_report_are_as_those_of_the_command()
    {
        await using var jobs = new ScoreJobs(Environment.GetEnvironmentVariable("PATH"), TimeProvider.System);
        await using var server = await StartAsync(jobs);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(server, HttpMethod.Post, new { rules = Rules, scenario = "incidents", seeds = 1, sweep = "for=0s..10m:3", require = new[] { "recall>=0.9", "delay_p95<=1s" }, report = true })).Status);
        await jobs.Last!.Ended;
        var alerts = (await SendAsync(server, HttpMethod.Get)).Body.GetProperty("result").GetProperty("alerts").EnumerateArray().ToArray();
        Assert.Equal([0, 300, 600], alerts[1..].Select(alert => alert.GetProperty("sweep").GetProperty("value").GetDouble()));
        Assert.Equal([("recall>=0.9", true), ("delay_p95<=1s", false)], alerts[0].GetProperty("requirements").EnumerateArray().Select(decided => (decided.GetProperty("requirement").GetString()!, decided.GetProperty("met").GetBoolean())));
        using var report = await server.Client.GetAsync("/api/v1/score/report");
        Assert.Equal("text/html; charset=utf-8", report.Content.Headers.ContentType!.ToString());
        Assert.Contains("<title>Alert scores</title>", await report.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "rules: is missing. It has the text of a file of rules for Prometheus.")]
    [InlineData("""{"rules": 1}""", "rules: must be a text, got 1.")]
    [InlineData("""{"rules": "group: []"}""", "rules: 1:")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: 'rate(up[5m'}]}]"}""", "rules: rules: ")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up, annotations: {detects: outrage}}]}]"}""", "unknown kind of anomaly 'outrage'")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "match": "outrage", "seeds": 101, "duration": "32d", "scenario": "/etc/passwd", "seed": -1, "weeks": 3}""", "weeks: there is no such field.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{record: 'a:b', expr: up}]}]"}""", "rules: there is no alert in these files.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "sweep": "for=5m"}""", "sweep: must be like for=0s..30m, got 'for=5m'.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up == 0}]}]", "sweep": "threshold=1..2"}""", "sweep: no alert of these files compares with a number")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "require": "recall>=1"}""", "require: must be a list of texts like recall>=0.9, got \"recall>=1\".")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "report": 1}""", "report: must be true or false, got 1.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "start": "9999-12-31T23:59:59Z"}""", "start: must be from 1970 to 9000, got '9999-12-31T23:59:59Z'.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "duration": "1h", "grace": "30d"}""", "grace: must be shorter than the judged time, 1h, got '720h'.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "seeds": 101}""", "seeds: must be a whole number from 1 to 100, got 101.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "scenario": "/etc/passwd"}""", "scenario: must be a built-in scenario, one of ")]
    [Trait("needs", "programs")]
    public async Task A_body_that_is_wrong_is_refused_with_what_was_found(string body, string expected)
    {
        await using var jobs = new ScoreJobs(Environment.GetEnvironmentVariable("PATH"), TimeProvider.System);
        await using var server = await StartAsync(jobs);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync(new Uri("/api/v1/score", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, JsonDocument.Parse(problem).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Null(jobs.Last);
    }

    [Fact]
    public async Task Without_a_Prometheus_the_command_that_installs_it_is_named()
    {
        await using var server = await StartAsync(null);
        var (status, problem) = await SendAsync(server, HttpMethod.Post, new { rules = Rules });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith("prometheus is not on the path. It evaluates the rules. Install it: sudo apt-get install", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Task<RunningServer> StartAsync(ScoreJobs? jobs)
    {
        var configuration = ConfigurationReader.BuiltIn with { Server = new ServerConfiguration("localhost", 0, timestamps: false) };
        return RunningServer.StartAsync(new Run(configuration, configuration.ToModel(42, RunningServer.Start)), null, options => options with { Scores = jobs ?? options.Scores });
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(RunningServer server, HttpMethod method, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/score");
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
