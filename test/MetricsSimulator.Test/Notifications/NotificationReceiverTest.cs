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
    private readonly HttpClient _client = new();
    private readonly SimulatorServer _server;

    public NotificationReceiverTest() =>
        _server = new SimulatorServer(new ServerConfiguration("localhost", 0, timestamps: false), new NotificationReceiver(TimeProvider.System, _lines.Add).AnswerAsync, new ServeOptions(TimeProvider.System));

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
        var summary = "one\\ntwo \\u001b[2Jthree \\u009b2J \\r";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($$"""{"alerts": [{{Fires.Replace("11% of the tool calls fail.", summary, StringComparison.Ordinal)}}]}""")).StatusCode);
        Assert.DoesNotContain(Assert.Single(_lines), char.IsControl);
    }

    [Fact]
    public async Task An_alert_without_summary_shows_its_labels()
    {
        await PostAsync("""{"alerts": [{"status": "firing", "labels": {"alertname": "A", "job": "j", "severity": "page", "x": "y"}, "annotations": {}, "startsAt": "2026-01-01T00:00:00Z"}]}""");
        Assert.Equal(["2026-01-01 00:00:00Z  FIRING    page    A  job=j x=y"], _lines);
    }

    [Theory]
    [InlineData("""{"alerts": [{"status": "firing"}]}""", "alerts: must each have status, labels, annotations, and startsAt or endsAt.")]
    [InlineData("""{"alerts": [1]}""", "alerts: must each have status, labels, annotations, and startsAt or endsAt.")]
    [InlineData("""{"alerts": [{"status": "firing", "labels": {}, "annotations": {}, "startsAt": "noon"}]}""", "alerts: must each have status, labels, annotations, and startsAt or endsAt.")]
    [InlineData("{}", "alerts: must be a list, as Alertmanager sends it to a webhook.")]
    public async Task What_is_no_notification_is_refused_and_prints_nothing(string body, string detail)
    {
        var answer = await PostAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(detail, problem.RootElement.GetProperty("detail").GetString());
        Assert.Empty(_lines);
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
