using MetricsSimulator.Test.Otlp;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>serve --otlp-endpoint</c>.</summary>
public sealed class ServeOtlpTest
{
    private const string Team = "simulator: {update_interval: 500ms}\nworkload: {developers: 50, sessions_per_hour: 3, hours: {from: 0, to: 24}}\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("takes", "seconds")]
    public async Task Variables_send_something_only_with_the_option(bool isGiven)
    {
        using var folder = new TemporaryFolder();
        await using var store = await OtlpStore.StartAsync();
        string[] variables =
        [
            "CLAUDE_CODE_ENABLE_TELEMETRY=1", "OTEL_METRICS_EXPORTER=otlp", "OTEL_LOGS_EXPORTER=otlp", $"OTEL_EXPORTER_OTLP_ENDPOINT={store.Url}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "OTEL_METRIC_EXPORT_INTERVAL=100", "OTEL_LOGS_EXPORT_INTERVAL=100", "OTEL_EXPORTER_OTLP_HEADERS=x-team=a%20b",
        ];
        string[] command = ["serve", "--config", folder.Write("team.yaml", Team), "--port", "0", "--seed", "1", isGiven ? "--otlp-endpoint=env" : "--stop-after=1500ms"];
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        // A busy machine takes longer until both have come.
        store.Answer = (_, _) => store.Requests.DistinctBy(request => request.Path).Count() == 2 ? stop.CancelAsync() : Task.CompletedTask;
        var values = variables.Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var ran = await Ran.InAsync(context => context with { Variable = values.GetValueOrDefault, Stop = stop.Token }, command);
        Assert.Equal(0, ran.Status);
        // A busy machine also tells how far it has computed the past, and how many ticks it has not exported at the end.
        Assert.DoesNotContain("did not take", ran.Error, StringComparison.Ordinal);
        if (!isGiven)
        {
            Assert.Empty(store.Requests);
            return;
        }

        Assert.Contains(store.Taken, request => request.Path == "/v1/metrics");
        Assert.Contains(store.Taken, request => request.Path == "/v1/logs");
        Assert.All(store.Taken, request =>
        {
            Assert.Equal(("application/x-protobuf", "a b"), (request.Headers.ContentType.ToString(), request.Headers["x-team"].ToString()));
            Assert.Equal(request.Body.Length, request.Headers.ContentLength);
            Assert.StartsWith("claude-metrics-simulator/", request.Headers.UserAgent.ToString(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("localhost:4318", "--otlp-endpoint: must be an address like http://localhost:4318, got 'localhost:4318'.")]
    [InlineData("http://me:secret@localhost:4318", "--otlp-endpoint: must not contain a user or password; set a header in OTEL_EXPORTER_OTLP_HEADERS.")]
    [InlineData(
        "http://localhost:4318",
        "OTEL_METRIC_EXPORT_INTERVAL: must be a whole number of milliseconds from 1 to 2147483647, got '1m'.\n"
        + "OTEL_EXPORTER_OTLP_PROTOCOL: must be http/protobuf, http/json or grpc, got 'http'.",
        "OTEL_METRIC_EXPORT_INTERVAL=1m", "OTEL_EXPORTER_OTLP_PROTOCOL=http")]
    public async Task What_is_wrong_is_told_all_at_once(string url, string expected, params string[] variables) =>
        Assert.Equal(new Ran(2, "", expected + "\n"), await InAsync(variables, "serve", "--workload", "team", "--port", "0", "--otlp-endpoint", url));

    [Theory]
    [InlineData("--otlp-endpoint: cannot be combined with --time-scale. Simulated time would run ahead of the clock, and receivers refuse points from the future.", "--workload", "team", "--time-scale", "10")]
    public async Task What_does_not_go_together_is_refused(string message, params string[] options) =>
        Assert.Equal(new Ran(2, "", message + "\n"), await Ran.Async(["serve", "--port", "0", "--otlp-endpoint", "http://localhost:4318", .. options]));

    private static Task<Ran> InAsync(string[] variables, params string[] arguments)
    {
        var values = variables.Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return Ran.InAsync(context => context with { Variable = values.GetValueOrDefault }, arguments);
    }
}
