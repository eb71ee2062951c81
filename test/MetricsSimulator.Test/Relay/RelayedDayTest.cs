using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MetricsSimulator.Test.Otlp;
using MetricsSimulator.Test.Tools;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Relay;

/// <summary>What a team exports in a day passes through the relay whole.</summary>
[Trait("needs", "programs")]
[Trait("takes", "minutes")]
public sealed class RelayedDayTest
{
    private const string Team = "simulator: {update_interval: 5m}\nworkload: {developers: 100, telemetry: {expire_after: never}}\n";

    // New Year's Day has few sessions, the second of January is a Friday.
    private static readonly TimeSpan s_holidayAndDay = TimeSpan.FromHours(48);

    [Theory]
    [InlineData("delta")]
    [InlineData("cumulative")]
    public async Task The_store_and_the_record_have_the_totals_of_a_hundred_developers_and_so_does_what_the_relay_prints(string temporality)
    {
        using var folder = new TemporaryFolder();
        var record = folder.File("record");
        await using var store = await OtlpStore.StartAsync();
        await using var relay = RunningProgram.StartSimulator("relay", "--listen", "0", "--forward", store.Url.ToString(), "--record", record);
        var greeting = await relay.PollAsync("greeting", () => Task.FromResult(relay.Written.Contains("Ctrl-C", StringComparison.Ordinal) ? relay.Written : null));
        var url = new Uri(Regex.Match(greeting, @"http://localhost:\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);
        await using var run = new ExportingRun(Team);
        // With an interval far below a tick, every process has exported at every tick all that it counted.
        var export = run.Export(ExportingRun.Settings(
            url, "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_COMPRESSION=gzip", "OTEL_METRIC_EXPORT_INTERVAL=1", "OTEL_LOGS_EXPORT_INTERVAL=1",
            $"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE={temporality}"));
        await run.AdvanceAsync(s_holidayAndDay);
        Assert.Equal((0, 0), (export.Metrics!.Lost, export.Logs!.Lost));

        var points = PointsOf(store.Taken);
        ArrivedTelemetry.AssertSameTotals(run, points, temporality == "delta");
        ArrivedTelemetry.AssertSameEvents(run, store);

        relay.Signal("INT");
        await relay.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        var lines = (await File.ReadAllLinesAsync(record, TestContext.Current.CancellationToken)).Select(line => new StoredRequest(
            line.StartsWith("{\"resourceMetrics\"", StringComparison.Ordinal) ? "/v1/metrics" : "/v1/logs", new HeaderDictionary(), Encoding.UTF8.GetBytes(line))).ToList();
        Assert.Equal(store.Taken.Count, lines.Count);
        Assert.Equal(points, PointsOf(lines));
        Assert.Equal(RecordsOf(store.Taken), RecordsOf(lines));
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"\nReceived {store.Taken.Count} requests, none refused, with {points.Count} points, {RecordsOf(lines).Count} log records and 0 spans.\n"),
            relay.Written, StringComparison.Ordinal);
        foreach (var metric in points.GroupBy(point => point.Metric))
        {
            var counted = temporality == "delta" ? metric : metric.GroupBy(point => (point.Series, point.Start)).Select(series => series.Last());
            var printed = Regex.Match(relay.Written, $@"^{Regex.Escape(metric.Key)} +{temporality} +(?<points>\d+) +(?<sum>[0-9.]+)", RegexOptions.Multiline, TimeSpan.FromSeconds(10));
            Assert.Equal(metric.Count(), int.Parse(printed.Groups["points"].Value, CultureInfo.InvariantCulture));
            // It prints six digits after the point.
            Assert.Equal(counted.Sum(point => point.Value), double.Parse(printed.Groups["sum"].Value, CultureInfo.InvariantCulture), 1e-6);
        }
    }

    private static List<StoredPoint> PointsOf(IEnumerable<StoredRequest> requests) => [.. requests.Where(request => request.Path == "/v1/metrics").SelectMany(request => request.Points)];

    private static List<(DateTimeOffset Instant, string Name, string Attributes)> RecordsOf(IEnumerable<StoredRequest> requests) =>
        [.. requests.Where(request => request.Path == "/v1/logs").SelectMany(request => request.Records)];
}
