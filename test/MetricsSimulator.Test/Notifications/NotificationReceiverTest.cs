using System.Net;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Notifications;
using MetricsSimulator.Configuration.Server;

namespace MetricsSimulator.Test.Notifications;

public sealed class NotificationReceiverTest : IAsyncDisposable
{
    private const string Fires = """
        {"status": "firing", "labels": {"alertname": "ClaudeCodeErrorShare", "severity": "page", "job": "claude-code"}, "annotations": {"summary": "11% of the tool calls fail."},
         "startsAt": "2026-01-01T00:10:15.123456789+01:00", "endsAt": "0001-01-01T00:00:00Z"}
        """;

    private readonly List<string> _lines = [];
    private readonly List<string> _told = [];
    private readonly HttpClient _client = new();
    private bool _isPrinting = true;
    private readonly SimulatorServer _server;

    public NotificationReceiverTest() =>
        _server = new SimulatorServer(new ServerConfiguration("localhost", 0, timestamps: false), new NotificationReceiver(TimeProvider.System, Print, _told.Add).AnswerAsync, new ServeOptions(TimeProvider.System));

    [Fact]
    public async Task Each_alert_becomes_a_line_with_time_state_severity_name_and_summary()
    {
        var resolved = Fires.Replace("firing", "resolved", StringComparison.Ordinal).Replace("0001-01-01T00:00:00Z", "2026-01-01T00:30:00Z", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($$"""{"version": "4", "status": "firing", "alerts": [{{Fires}}, {{resolved}}]}""")).StatusCode);
        Assert.Equal(
            ["2025-12-31 23:10:15Z  FIRING    page    ClaudeCodeErrorShare  11% of the tool calls fail.", "2026-01-01 00:30:00Z  resolved  page    ClaudeCodeErrorShare  11% of the tool calls fail."], _lines);
    }

    [Fact]
    public async Task What_an_alert_quotes_cannot_break_the_line_or_steer_the_terminal()
    {
        var summary = "one\\ntwo \\u001b[2Jthree \\u009b2J \\r \\u202e\\u2066\\u2028\\u200b";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($$"""{"alerts": [{{Fires.Replace("11% of the tool calls fail.", summary, StringComparison.Ordinal)}}]}""")).StatusCode);
        Assert.EndsWith(@"  one two \u001b[2Jthree \u009b2J \u202e\u2066\u2028\u200b", Assert.Single(_lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_without_summary_shows_its_labels()
    {
        await PostAsync("""{"alerts": [{"status": "firing", "labels": {"alertname": "A", "job": "j", "severity": "page", "x": "y"}, "annotations": {}, "startsAt": "2026-01-01T00:00:00Z"}]}""");
        Assert.Equal(["2026-01-01 00:00:00Z  FIRING    page    A  job=j x=y"], _lines);
    }

    [Fact]
    public async Task A_summary_of_several_lines_is_printed_in_one()
    {
        await PostAsync($$"""{"alerts": [{{Fires.Replace("11% of", "11%\\n  of\\n", StringComparison.Ordinal)}}]}""");
        Assert.Equal("2025-12-31 23:10:15Z  FIRING    page    ClaudeCodeErrorShare  11% of the tool calls fail.", Assert.Single(_lines));
    }

    [Theory]
    [InlineData("""{"alerts": [{"status": "firing"}]}""",
        "alerts[0].labels: must be an object of texts, but is missing. alerts[0].annotations: must be an object of texts, but is missing. alerts[0].startsAt: must be a time with an offset like 2026-01-01T00:00:00Z, but is missing.")]
    [InlineData("""{"alerts": [1]}""", "alerts[0]: must be an object, got 1.")]
    [InlineData("""{"alerts": [{"status": "firing", "labels": {}, "annotations": {}, "startsAt": "noon"}]}""", "alerts[0].startsAt: must be a time with an offset like 2026-01-01T00:00:00Z, got 'noon'.")]
    [InlineData("""{"alerts": [{"status": "on", "labels": {}, "annotations": {}, "startsAt": "2026-01-01T00:00:00Z", "endsAt": "0001-01-01T00:00:00Z"}]}""", "alerts[0].status: must be firing or resolved, got 'on'.")]
    [InlineData("""{"alerts": [{"status": 1, "labels": {}, "annotations": {}}]}""", "alerts[0].status: must be firing or resolved, got 1.")]
    [InlineData("""{"alerts": [{"status": "resolved", "labels": {}, "annotations": {}, "endsAt": "0001-01-01T00:00:00Z"}]}""", "alerts[0].endsAt: must be a time with an offset like 2026-01-01T00:00:00Z, got '0001-01-01T00:00:00Z'.")]
    [InlineData("""{"alerts": [{"status": "firing", "labels": {"alertname": 7}, "annotations": {"summary": ["s"]}, "startsAt": "2026-01-01T00:00:00Z"}]}""",
        "alerts[0].labels.alertname: must be a text, got 7. alerts[0].annotations.summary: must be a text, got [\"s\"].")]
    [InlineData("{}", "alerts: must be a list, as Alertmanager sends it to a webhook, but is missing.")]
    [InlineData("""{"alerts": {}}""", "alerts: must be a list, as Alertmanager sends it to a webhook, got {}.")]
    public async Task What_is_no_notification_is_refused_with_its_place_and_told_and_prints_nothing(string body, string detail)
    {
        var answer = await PostAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(detail, problem.RootElement.GetProperty("detail").GetString());
        Assert.Empty(_lines);
        Assert.Equal([$"Refused a notification: {detail}"], _told);
    }

    [Fact]
    public async Task Of_very_many_errors_the_first_ten_are_told()
    {
        await PostAsync($$"""{"alerts": [{{string.Join(',', Enumerable.Repeat("0", 10_000))}}]}""");
        Assert.Equal(10, Assert.Single(_told).Split("must be").Length - 1);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(8000)]
    public async Task A_group_of_very_many_alerts_is_printed(int alerts)
    {
        var body = $$"""{"alerts": [{{string.Join(',', Enumerable.Repeat(Fires, alerts))}}]}""";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(body)).StatusCode);
        Assert.Equal(alerts, _lines.Count);
    }

    [Fact]
    public async Task A_notification_above_the_limit_is_refused_and_told()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(new string(' ', NotificationReceiver.MaximumBytes + 1))).StatusCode);
        Assert.Equal(
            ["Refused a notification: A body may have at most 4194304 bytes. Set max_alerts under webhook_configs of Alertmanager, or let group_by make smaller groups."], _told);
    }

    [Fact]
    public async Task A_notification_that_cannot_be_printed_is_refused_so_that_Alertmanager_sends_it_again()
    {
        _isPrinting = false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync($$"""{"alerts": [{{Fires}}]}""")).StatusCode);
        Assert.Equal(["Refused a notification: The notification cannot be printed. Send it again later."], _told);
    }

    [Fact]
    public async Task A_notification_to_another_path_is_told()
    {
        await StartAsync();
        await _client.PostAsync("/webhook", new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(["Refused a notification: The paths are / for notifications of Alertmanager, and /health."], _told);
    }

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/health", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/metrics", HttpStatusCode.NotFound)]
    [InlineData("GET", "/health", HttpStatusCode.OK)]
    public async Task Nothing_else_is_answered_but_the_question_for_health(string method, string path, HttpStatusCode status)
    {
        await StartAsync();
        Assert.Equal(status, (await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken)).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private bool Print(string lines)
    {
        if (_isPrinting) _lines.AddRange(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return _isPrinting;
    }

    private async Task StartAsync()
    {
        Assert.Null(await _server.StartAsync(CancellationToken.None));
        _client.BaseAddress = new Uri($"http://127.0.0.1:{_server.Port}");
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        await StartAsync();
        return await _client.PostAsync("/", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
    }
}
