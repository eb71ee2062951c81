using System.Text;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Test.Formats.Otlp;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Otlp;

/// <summary>What a live run exports is what it serves.</summary>
[Trait("takes", "seconds")]
public sealed class LiveExportTest
{
    private const string Team = "workload: {developers: 20, sessions_per_hour: 0.6, hours: {from: 0, to: 24}, telemetry: {expire_after: never}}\n";
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    // With an interval far below a tick, every process has exported at every tick all that it counted.
    private static readonly string[] s_everyTick = ["OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_METRIC_EXPORT_INTERVAL=1", "OTEL_LOGS_EXPORT_INTERVAL=1"];

    [Theory]
    [InlineData("delta")]
    [InlineData("cumulative")]
    [InlineData("delta", "OTEL_EXPORTER_OTLP_COMPRESSION=gzip")]
    public async Task Exported_totals_are_those_of_the_metrics_and_exported_events_those_of_the_run(string temporality, params string[] variables)
    {
        await using var store = await OtlpStore.StartAsync();
        await using var run = new ExportingRun(Team);
        var export = run.Export(ExportingRun.Settings(store.Url, [.. s_everyTick, .. variables, $"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE={temporality}"]));
        for (var minute = 1; minute <= 90; minute++)
        {
            await run.AdvanceAsync(s_minute);
            if (minute == 20) run.Inject("""{"kind": "slow_models", "duration": "20m", "magnitude": 5}""");
            if (minute == 40) Reload(run, Team.Replace("0.6", "3", StringComparison.Ordinal));
            if (minute % 15 == 0) ArrivedTelemetry.AssertSameTotals(run, PointsOf(store), temporality == "delta");
        }

        Assert.True(store.Taken.SelectMany(request => request.Points).DistinctBy(point => point.Series).Count() > 300);
        ArrivedTelemetry.AssertSameEvents(run, store);
        Assert.Equal((0, 0), (export.Metrics!.Lost, export.Logs!.Lost));
        Assert.Equal(PointsOf(store).Count(), export.Metrics.Taken);
        Assert.All(store.Requests, request => Assert.Equal(("application/json", variables.Length > 0 ? "gzip" : ""), (request.Headers.ContentType.ToString(), request.Headers.ContentEncoding.ToString())));
        Assert.Empty(run.Told);
    }

    [Theory]
    [InlineData("delta")]
    [InlineData("cumulative")]
    public async Task A_day_of_a_hundred_developers_arrives_whole(string temporality)
    {
        await using var store = await OtlpStore.StartAsync();
        await using var run = new ExportingRun("simulator: {update_interval: 5m}\nworkload: {developers: 100, telemetry: {expire_after: never}}\n");
        run.Export(ExportingRun.Settings(store.Url, [.. s_everyTick, $"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE={temporality}"]));
        // New Year's Day has few sessions, the second of January is a Friday.
        await run.AdvanceAsync(TimeSpan.FromHours(48));
        ArrivedTelemetry.AssertSameTotals(run, PointsOf(store), temporality == "delta");
        ArrivedTelemetry.AssertSameEvents(run, store);
    }

    [Fact]
    public async Task A_workload_that_a_reload_adds_is_exported_by_its_processes_alone()
    {
        await using var store = await OtlpStore.StartAsync();
        await using var run = new ExportingRun("simulator: {catalogue: claude_code}\n");
        run.Export(ExportingRun.Settings(store.Url, s_everyTick));
        await run.AdvanceAsync(s_minute);
        Reload(run, $"simulator: {{catalogue: claude_code}}\n{Team}");
        await run.AdvanceAsync(TimeSpan.FromMinutes(15));
        string[] bodies = [.. store.Taken.Where(request => request.Path == "/v1/metrics").Select(request => Encoding.UTF8.GetString(request.Body))];
        Assert.Contains(bodies, body => body.Contains("\"name\":\"claude_code.cost.usage\"", StringComparison.Ordinal));
        Assert.Contains(bodies, body => body.Contains("\"name\":\"otel_claude_code_cost_usd\"", StringComparison.Ordinal));
        Assert.DoesNotContain(bodies, body => body.Contains("\"name\":\"claude_code_", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Joined_requests_in_Protocol_Buffers_are_decoded_by_others()
    {
        var isBack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var store = await OtlpStore.StartAsync();
        store.Answer = (_, _) => isBack.Task;
        await using var run = new ExportingRun(Team);
        var export = run.Export(ExportingRun.Settings(store.Url, "OTEL_METRIC_EXPORT_INTERVAL=1", "OTEL_LOGS_EXPORT_INTERVAL=1", "OTEL_EXPORTER_OTLP_TIMEOUT=10000000"));
        run.Clock.Advance(TimeSpan.FromHours(1));
        await ExportingRun.UntilAsync(() => export.NextTick > 360);
        isBack.SetResult();
        await ExportingRun.UntilAsync(() => export is { Metrics.Waiting: 0, Logs.Waiting: 0 });
        var taken = store.Taken.Where(request => request.Path == "/v1/metrics").ToList();
        Assert.InRange(taken.Count, 1, 10);
        var decoded = OtlpDecoder.Decode("metrics", "protobuf", taken.Select(request => request.Body));
        ArrivedTelemetry.AssertSameTotals(run, decoded.SelectMany(json => new StoredRequest("", new HeaderDictionary(), Encoding.UTF8.GetBytes(json.GetRawText())).Points), isDelta: true);
    }

    [Fact]
    public async Task Health_and_truth_show_what_is_lost()
    {
        await using var store = await OtlpStore.StartAsync();
        await using var run = new ExportingRun(Team);
        store.Answer = (request, context) =>
        {
            if (request.Path == "/v1/metrics") context.Response.StatusCode = 400;
            return Task.CompletedTask;
        };
        var export = run.Export(ExportingRun.Settings(store.Url, s_everyTick));
        await run.AdvanceAsync(TimeSpan.FromMinutes(10));
        var (metrics, logs) = (export.Metrics!, export.Logs!);
        Assert.True(metrics is { Taken: 0, Lost: > 100 } && logs is { Taken: > 100, Lost: 0 });
        var health = await AnswerAsync(new HealthEndpoint(run.Simulator, run.Clock, new ServeOptions(run.Clock) { Export = export }).AnswerAsync);
        Assert.Contains(
            $"\"otlp\":{{\"ticks_behind\":0,\"metrics\":{{\"taken\":0,\"lost\":{metrics.Lost},\"waiting\":0,\"trouble\":\"refuses the points (HTTP 400 Bad Request)\"}},\"logs\":{{\"taken\":{logs.Taken},\"lost\":0,\"waiting\":0,\"trouble\":null}}}}",
            health, StringComparison.Ordinal);
        var truth = await AnswerAsync(new TruthEndpoint(run.Live, export).AnswerAsync);
        Assert.EndsWith($"# TYPE simulator_otlp_lost_total counter\nsimulator_otlp_lost_total{{signal=\"metrics\"}} {metrics.Lost}\nsimulator_otlp_lost_total{{signal=\"logs\"}} 0\n", truth, StringComparison.Ordinal);
    }

    private static async Task<string> AnswerAsync(Func<HttpContext, Task> answer)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await answer(context);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static IEnumerable<StoredPoint> PointsOf(OtlpStore store) => store.Taken.Where(request => request.Path == "/v1/metrics").SelectMany(request => request.Points);

    private static void Reload(ExportingRun run, string yaml)
    {
        File.WriteAllText(run.ConfigurationFile, yaml);
        Assert.Contains("will be used from tick", run.Live.Reload(), StringComparison.Ordinal);
    }
}
