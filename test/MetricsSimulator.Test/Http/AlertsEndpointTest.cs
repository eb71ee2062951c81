using System.Net;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.EndToEnd;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

/// <summary><c>/api/v1/alerts</c> and <c>/api/v1/rules</c>, with a real Prometheus on a history that ends where the run begins.</summary>
public sealed class AlertsEndpointTest
{
    // The history has an outage from 23:10 to 23:15, in which 'up' is 0.
    private const string Scenario = """
        name: outage
        metrics: {queue: {type: gauge, initial_value: 5, process: constant}}
        patterns: [{name: hour, duration: 1h, anomalies: [{kind: outage, at: 10m, duration: 5m}]}]
        """;

    private const string Rules = """
        groups:
          - name: known
            interval: 15s
            rules:
              - {record: 'queue:max', expr: 'max({__name__=~".*queue"})'}
              - {alert: Down, expr: up == 0, for: 1m, keep_firing_for: 2m, labels: {severity: page} }
              - {alert: Absent, expr: absent(up) }
              - {alert: Recorded, expr: 'queue:max > 1'}
        """;

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task Alerts_are_pending_and_firing_when_a_Prometheus_would_have_them_so()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("outage.yaml", Scenario);
        Assert.Equal(0, (await Ran.Async(["backfill", "--scenario", scenario, "--start", "2025-12-31T23:00:00Z", "--duration", "1h", "--end", "2026-01-01T00:00:00Z", "--output", folder.File("data")])).Status);
        await using var prometheus = await HistoryPrometheus.StartAsync(folder);
        using var connection = new RemotePrometheus(new Uri(prometheus.Url));
        await using var server = await StartAsync(connection);

        using var run = JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/run"));
        Assert.Equal(prometheus.Url, run.RootElement.GetProperty("prometheus").GetString());
        var (status, answer) = await EvaluateAsync(server, new { rules = Rules, from = "2025-12-31T23:05:00Z", to = "2025-12-31T23:30:00Z" });
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(["Down: up", "Absent: up", "Recorded: queue:max"], answer.GetProperty("alerts").EnumerateArray().Select(alert => $"{alert.GetProperty("alert").GetString()}: {string.Join(' ', TextsOf(alert, "metrics"))}"));
        var down = answer.GetProperty("alerts")[0];
        var instance = Assert.Single(down.GetProperty("instances").EnumerateArray());
        Assert.Equal(("Down", "page"), (instance.GetProperty("labels").GetProperty("alertname").GetString(), instance.GetProperty("labels").GetProperty("severity").GetString()));
        // The scrape of 23:15 is the first that succeeds, and the alert fires on for 2 minutes.
        Assert.Equal(["pending 2025-12-31T23:10:00Z 2025-12-31T23:11:00Z", "firing 2025-12-31T23:11:00Z 2025-12-31T23:17:00Z"], SpansOf(instance));
        Assert.Empty(answer.GetProperty("alerts")[1].GetProperty("instances").EnumerateArray());
        Assert.Equal([$"queue:max is what this file records, and {prometheus.Url} does not have it. Load the file there, or write the recorded expression into the alert."], TextsOf(answer.GetProperty("alerts")[2], "remarks"));

        // A span that begins while the alert fires knows it, and one that ends while it fires leaves the end open.
        var later = (await EvaluateAsync(server, new { rules = Rules, from = "2025-12-31T23:12:00Z", to = "2025-12-31T23:14:00Z", step = "30s" })).Answer;
        Assert.Equal(["firing 2025-12-31T23:11:00Z open"], SpansOf(later.GetProperty("alerts")[0].GetProperty("instances")[0]));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task An_expression_that_Prometheus_refuses_and_a_Prometheus_that_is_gone_are_named()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        var prometheus = await HistoryPrometheus.StartAsync(folder);
        using var connection = new RemotePrometheus(new Uri(prometheus.Url));
        await using var server = await StartAsync(connection);
        await using (prometheus)
        {
            var (status, problem) = await EvaluateAsync(server, new { rules = "groups:\n  - name: a\n    rules:\n      - {alert: Good, expr: up}\n      - {alert: Bad, expr: 'rate(up)'}\n" });
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.StartsWith($"rules: 5:9: Bad: {prometheus.Url} refuses its expression: ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Single(problem.GetProperty("errors").EnumerateArray());
        }

        var (gone, unreachable) = await EvaluateAsync(server, new { rules = Rules });
        Assert.Equal((HttpStatusCode.BadGateway, $"--prometheus-url: {prometheus.Url} cannot be reached: Connection refused. Check that it runs, and the address."), (gone, unreachable.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Without_a_Prometheus_the_commands_that_start_one_are_given()
    {
        await using var server = await StartAsync(null);
        using var known = JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/alerts"));
        Assert.Equal(JsonValueKind.Null, known.RootElement.GetProperty("prometheus").ValueKind);
        string[] commands = [.. TextsOf(known.RootElement, "start")];
        Assert.Equal(
        [
            $"echo 'scrape_configs: [{{job_name: claude-code, scrape_interval: 10s, scrape_timeout: 10s, static_configs: [{{targets: [\"localhost:{server.Port}\"]}}]}}]' >prometheus-live.yml",
            "prometheus --config.file=prometheus-live.yml --web.listen-address=localhost:9091 --storage.tsdb.path=prometheus-live",
            "claude-metrics-simulator serve --prometheus-url http://localhost:9091",
        ], commands);
        var (status, problem) = await EvaluateAsync(server, new { rules = Rules });
        Assert.Equal((HttpStatusCode.Conflict, $"The simulator knows no Prometheus that scrapes it. Start one, and start the simulator with --prometheus-url beside its other options:\n{string.Join('\n', commands)}"), (status, problem.GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("""{}""", "rules: is missing. It has the text of a file of rules for Prometheus.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{record: 'a:b', expr: up}]}]"}""", "rules: there is no alert in it.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X}]}]"}""", "rules: 1:28: groups[0].rules[0]: must have expr, and either alert or record.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "step": "10ms", "weeks": 1}""", "weeks: there is no such field. The fields are rules, from, to, step. step: must be ")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "to": "2026-01-01T00:00:10Z"}""", "to: must not be after 2026-01-01T00:00:00Z, the current tick, got '2026-01-01T00:00:10Z'.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "from": "noon", "to": "2025-01-01T00:00:00Z"}""", "from: must be ")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "from": "2025-12-01T00:00:00Z", "step": "1s"}""", "step: must be longer, or the span shorter: X would be evaluated more than 11000 times, every 1s from 2025-12-01T00:00:00Z to 2026-01-01T00:00:00Z.")]
    [InlineData("""{"rules": ""}""", "rules: must have groups of rules, got nothing. A file of rules has groups, each with a name and rules, as in ")]
    [InlineData("""{"rules": "a: 1"}""", "rules: 1:1: must have the key groups, got a. A file of rules has groups")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "step": 15}""", "step: must be a text with a number of seconds or a duration like 10s, 500ms or 1h30m, from 1s to 24h in whole milliseconds, got 15.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "step": "2d"}""", "got '2d'. Leave it out to evaluate each group at its own interval.")]
    [InlineData("""{"rules": "groups: [{name: a, rules: [{alert: X, expr: up}]}]", "from": 7}""", "from: must be a text with a time with an offset like 2026-01-01T00:00:00Z, got 7.")]
    [InlineData("groups: []", """the body must be JSON; it breaks at byte 1. Send one JSON object in UTF-8, such as {"name": "value"}, with its fields in double quotes.""")]
    public async Task A_body_that_is_wrong_is_refused_with_what_was_found(string body, string expected)
    {
        using var connection = new RemotePrometheus(new Uri("http://localhost:1"));
        await using var server = await StartAsync(connection);
        using var answer = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/alerts", body);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rules_of_the_run_are_those_of_the_command()
    {
        await using var server = await StartAsync(null);
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/v1/rules");
        Assert.Equal("application/yaml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((await Ran.Async("rules", "--output", "-")).Output, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task<RunningServer> StartAsync(RemotePrometheus? prometheus) =>
        RunningServer.StartAsync(RunningServer.Read(null), null, options => options with { Prometheus = prometheus });

    private static IEnumerable<string> TextsOf(JsonElement owner, string name) => owner.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    private static IEnumerable<string> SpansOf(JsonElement instance) =>
        instance.GetProperty("spans").EnumerateArray().Select(span => $"{span.GetProperty("state").GetString()} {span.GetProperty("from").GetString()} {span.GetProperty("to").GetString() ?? "open"}");

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> EvaluateAsync(RunningServer server, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync(new Uri("/api/v1/alerts", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
