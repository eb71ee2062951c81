using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>From the simulator through Prometheus and Alertmanager to the receiver, with the files of <c>deploy/</c>: only times and ports are others.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class AlertToReceiverTest
{
    private const string Alertmanager = "/usr/bin/prometheus-alertmanager";

    private readonly int _simulator = FreePort.Find();
    private readonly int _prometheus = FreePort.Find();
    private readonly int _alertmanager = FreePort.Find();
    private readonly int _notifications = FreePort.Find();

    [Fact]
    public async Task Of_degradation_the_share_of_errors_reaches_the_receiver_and_nothing_else_does()
    {
        using var folder = new TemporaryFolder();
        using var client = new HttpClient();
        Copy(folder, "prometheus/prometheus.yml", ("scrape_interval: 10s", "scrape_interval: 1s"), ("scrape_timeout: 10s", "scrape_timeout: 1s"), ("evaluation_interval: 15s", "evaluation_interval: 1s"));
        Copy(folder, "prometheus/rules/claude-code.yaml", ("for: 2m", "for: 2s"), ("for: 1m", "for: 1s"));
        Copy(folder, "alertmanager/alertmanager.yml", ("group_wait: 5s", "group_wait: 1s"), ("group_interval: 30s", "group_interval: 1s"));

        await using var notifications = RunningProgram.StartSimulator("notifications", "--port", Text(_notifications));
        await using var alertmanager = StartAlertmanager(folder);
        await using var simulator = RunningProgram.StartSimulator(
            "serve", "--scenario", "degradation", "--seed", "1", "--history", "2h", "--data", folder.File("data"), "--port", Text(_simulator));
        await simulator.PollAsync("greeting", () => Task.FromResult(simulator.Written.Contains("Ctrl-C", StringComparison.Ordinal) ? "" : null));
        await using var prometheus = RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + folder.File("prometheus/prometheus.yml"), "--storage.tsdb.path=" + folder.File("data"),
            // It knows its Alertmanager some seconds after it begins to evaluate.
            $"--web.listen-address=localhost:{_prometheus}", "--rules.alert.resend-delay=1s");

        var told = await notifications.PollAsync("notification", () => Task.FromResult(notifications.Written.Contains("FIRING", StringComparison.Ordinal) ? notifications.Written : null));
        Assert.Matches(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ  FIRING    (page  |ticket)  ClaudeCodeErrorShare  [0-9.]+% of the tool calls fail\.\n", told);
        // Every group has been evaluated several times since, so any other alert would be pending or firing.
        await prometheus.PollAsync("evaluation", async () =>
        {
            using var rules = JsonDocument.Parse(await client.GetStringAsync($"http://localhost:{_prometheus}/api/v1/query?query=min(count_over_time(up[1h]))>10"));
            return rules.RootElement.GetProperty("data").GetProperty("result").GetArrayLength() > 0 ? "" : null;
        });
        using var alerts = JsonDocument.Parse(await client.GetStringAsync($"http://localhost:{_prometheus}/api/v1/alerts"));
        Assert.Equal(["ClaudeCodeErrorShare"], alerts.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()).Distinct());
        Assert.All(notifications.Written.Split('\n').Where(line => line.Contains("FIRING", StringComparison.Ordinal)), line => Assert.Contains("ClaudeCodeErrorShare", line, StringComparison.Ordinal));
        Assert.DoesNotContain("level=error", prometheus.Written + alertmanager.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_is_down_holds_its_other_alerts_back_and_what_is_resolved_is_told_too()
    {
        using var folder = new TemporaryFolder();
        using var client = new HttpClient();
        Copy(folder, "alertmanager/alertmanager.yml", ("group_wait: 5s", "group_wait: 1s"), ("group_interval: 30s", "group_interval: 1s"));
        await using var notifications = RunningProgram.StartSimulator("notifications", "--port", Text(_notifications));
        await using var alertmanager = StartAlertmanager(folder);
        await alertmanager.PollAsync("readiness", () => client.GetStringAsync($"http://localhost:{_alertmanager}/-/ready")!);

        await SendAsync("ClaudeCodeTargetDown", "claude-code", end: null);
        await SendAsync("ClaudeCodeErrorShare", "claude-code", end: null);
        await SendAsync("ClaudeCodeErrorShare", "another", end: null);
        await notifications.PollAsync("notifications", () => Task.FromResult(Lines("FIRING").Length >= 2 ? "" : null));
        await SendAsync("ClaudeCodeErrorShare", "another", end: TimeProvider.System.GetUtcNow());
        await notifications.PollAsync("resolution", () => Task.FromResult(Lines("resolved").Length == 1 ? "" : null));
        Assert.Equal(["ClaudeCodeErrorShare another", "ClaudeCodeTargetDown claude-code"], Lines("FIRING").Order(StringComparer.Ordinal));
        Assert.Equal(["ClaudeCodeErrorShare another"], Lines("resolved"));

        string[] Lines(string state) => [.. notifications.Written.Split('\n').Where(line => line.Contains(state, StringComparison.Ordinal)).Select(line => line[(line.IndexOf("ClaudeCode", StringComparison.Ordinal))..].Replace("  ", " ", StringComparison.Ordinal))];

        async Task SendAsync(string name, string job, DateTimeOffset? end)
        {
            var alert = new
            {
                labels = new { alertname = name, job, severity = "page" },
                annotations = new { summary = job },
                startsAt = TimeProvider.System.GetUtcNow().AddMinutes(-1),
                endsAt = end ?? TimeProvider.System.GetUtcNow().AddMinutes(10),
            };
            using var answer = await client.PostAsJsonAsync($"http://localhost:{_alertmanager}/api/v2/alerts", new[] { alert }, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    private RunningProgram StartAlertmanager(TemporaryFolder folder) => RunningProgram.Start(
        Alertmanager, "prometheus-alertmanager", "--config.file=" + folder.File("alertmanager/alertmanager.yml"), "--storage.path=" + folder.File("alerts"),
        $"--web.listen-address=localhost:{_alertmanager}", "--cluster.listen-address=");

    // The text to replace must be in the file.
    private void Copy(TemporaryFolder folder, string file, params (string From, string To)[] changes)
    {
        var text = File.ReadAllText(Repository.PathOf("deploy/" + file));
        foreach (var (from, to) in changes)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        foreach (var (from, to) in ((int, int)[])[(19090, _simulator), (19093, _alertmanager), (19094, _notifications)]) text = text.Replace($"localhost:{from}", $"localhost:{to}", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!);
        folder.Write(file, text);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
