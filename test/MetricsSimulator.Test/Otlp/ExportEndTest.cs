using System.Diagnostics;
using System.Globalization;

namespace MetricsSimulator.Test.Otlp;

/// <summary>What an export tells when it ends, and while a receiver recovers.</summary>
[Trait("takes", "seconds")]
public sealed class ExportEndTest
{
    private const string Team = "workload: {developers: 20, sessions_per_hour: 3, hours: {from: 0, to: 24}}\n";

    [Fact]
    public async Task An_export_ends_within_seconds_and_tells_what_waited()
    {
        await using var store = await OtlpStore.StartAsync();
        store.Answer = (_, context) => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        var run = new ExportingRun(Team);
        var export = run.Export(ExportingRun.Settings(store.Url, "OTEL_EXPORTER_OTLP_TIMEOUT=100000000"));
        run.Clock.Advance(TimeSpan.FromMinutes(10));
        await ExportingRun.UntilAsync(() => export.NextTick > 60);
        var (points, records) = (export.Metrics!.Waiting, export.Logs!.Waiting);
        Assert.True(points > 100 && records > 100);
        var watch = Stopwatch.StartNew();
        await run.DisposeAsync();
        // Two seconds, and what a busy machine takes.
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(10));
        Assert.Equal(
            [
                $"otlp: ended; {store.Url}v1/logs did not take {Text(records)} of {Text(records)} log records, {Text(records)} of them at the end.",
                $"otlp: ended; {store.Url}v1/metrics did not take {Text(points)} of {Text(points)} points, {Text(points)} of them at the end.",
            ], run.Told.Order(StringComparer.Ordinal));
        Assert.Equal((points, 0, records, 0), (export.Metrics.Lost, export.Metrics.Waiting, export.Logs.Lost, export.Logs.Waiting));
    }

    [Fact]
    public async Task An_export_that_lost_something_long_ago_tells_it_at_the_end_and_one_that_lost_nothing_does_not()
    {
        await using var store = await OtlpStore.StartAsync();
        store.Answer = (request, context) =>
        {
            if (request.Path == "/v1/metrics" && store.Requests.Count < 30) context.Response.StatusCode = 400;
            return Task.CompletedTask;
        };
        var run = new ExportingRun(Team);
        var export = run.Export(ExportingRun.Settings(store.Url));
        await run.AdvanceAsync(TimeSpan.FromMinutes(20));
        await run.DisposeAsync();
        var (taken, lost) = (export.Metrics!.Taken, export.Metrics.Lost);
        Assert.True(taken > 100 && lost > 100);
        Assert.Equal($"otlp: ended; {store.Url}v1/metrics did not take {Text(lost)} of {Text(taken + lost)} points.", run.Told.Last());
        Assert.DoesNotContain(run.Told, line => line.Contains("v1/logs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trouble_ends_with_the_first_success_and_is_told_to_be_over_after_a_minute_without_another()
    {
        await using var store = await OtlpStore.StartAsync();
        var status = 400;
        store.Answer = (_, context) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        await using var run = new ExportingRun(Team);
        var export = run.Export(ExportingRun.Settings(store.Url));
        await run.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("refuses the log records (HTTP 400 Bad Request)", export.Logs!.Trouble);
        status = 200;
        var taken = export.Logs.Taken;
        await run.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.True(export.Logs.Taken > taken);
        Assert.Null(export.Logs.Trouble);
        Assert.DoesNotContain(run.Told, line => line.Contains("takes logs again", StringComparison.Ordinal));
        await run.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Single(run.Told, line => line.Contains("takes logs again", StringComparison.Ordinal));
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
