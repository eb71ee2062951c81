using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Test.Formats.Otlp;

namespace MetricsSimulator.Test.Otlp;

/// <summary>Metrics of paths are exported while a run is served as <c>generate</c> writes them.</summary>
[Trait("takes", "seconds")]
public sealed class PathExportTest
{
    [Theory]
    [InlineData("delta", 10)]
    [InlineData("delta", 300)]
    [InlineData("cumulative", 10)]
    public async Task Requests_are_those_that_generate_writes(string temporality, int secondsAtOnce)
    {
        await using var store = await OtlpStore.StartAsync();
        await using var run = new ExportingRun();
        var settings = ExportingRun.Settings(store.Url, "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", $"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE={temporality}");
        run.Export(settings);
        for (var passed = 0; passed < 1800; passed += secondsAtOnce)
        {
            await run.AdvanceAsync(TimeSpan.FromSeconds(secondsAtOnce), TimeSpan.FromSeconds(secondsAtOnce));
            if (passed != 600) continue;
            run.Inject("""{"kind": "cardinality_explosion", "metric": "token_usage", "label": "model", "magnitude": 5, "duration": "5m"}""");
        }

        var expected = Resources(Written(run, settings));
        Assert.Equal(30, expected.Count);
        Assert.Equal(expected, Resources(store.Taken.Select(request => Encoding.UTF8.GetString(request.Body))));
        Assert.Empty(run.Told);
    }

    [Fact]
    public async Task Last_totals_before_a_reset_and_of_label_sets_that_have_ended_arrive_after_an_outage_of_the_receiver()
    {
        await using var store = await OtlpStore.StartAsync();
        await using var run = new ExportingRun();
        var isWell = true;
        store.Answer = (_, context) =>
        {
            if (!Volatile.Read(ref isWell)) context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        var settings = ExportingRun.Settings(store.Url, "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative");
        var export = run.Export(settings);
        await run.AdvanceAsync(TimeSpan.FromMinutes(5));
        Volatile.Write(ref isWell, false);
        for (var tick = 1; tick <= 180; tick++)
        {
            if (tick == 30) run.Inject("""{"kind": "cardinality_explosion", "metric": "token_usage", "label": "model", "magnitude": 5, "duration": "5m"}""");
            if (tick == 90) run.Inject("""{"kind": "counter_reset", "metric": "token_usage", "duration": "1m"}""");
            run.Clock.Advance(TimeSpan.FromSeconds(10));
            var now = run.Simulator.Status.Tick;
            await ExportingRun.UntilAsync(() => export.NextTick > now);
        }

        Volatile.Write(ref isWell, true);
        for (var more = 0; export.Metrics is not { Waiting: 0, Trouble: null }; more++)
        {
            Assert.True(more < 1000, "The receiver is well, and the export is not.");
            run.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        await run.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, export.Metrics!.Lost);
        var expected = LastTotals(Written(run, settings));
        var series = expected.GroupBy(total => total.Key.Series).ToList();
        Assert.Contains(series, totals => totals.Count() > 1);
        Assert.Contains(series, totals => totals.All(total => total.Value.Time < expected.Values.Max(last => last.Time)));
        Assert.Equal(expected, LastTotals(store.Taken.Select(request => Encoding.UTF8.GetString(request.Body))));
    }

    private static string[] Written(ExportingRun run, OtlpSettings settings)
    {
        var past = run.Simulator.PastFrom(0);
        using var written = new MemoryStream();
        new ExportsHistory(new RunSpan(new RecordedRun(run.Live.Beginning, past.Changes), 0, past.Ticks), written, settings.Options, Signals.Metrics, isJson: true).Write(null, CancellationToken.None);
        return Encoding.UTF8.GetString(written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The last point of each label set since each of its starts.</summary>
    private static SortedDictionary<((string, string Labels) Series, long Start), (long Time, string Values)> LastTotals(IEnumerable<string> requests)
    {
        var totals = new SortedDictionary<((string, string Labels) Series, long Start), (long Time, string Values)>();
        foreach (var resource in Resources(requests))
        {
            using var request = JsonDocument.Parse($"{{\"resourceMetrics\":[{resource}]}}");
            foreach (var point in MetricPoint.In(request.RootElement)) totals[(point.Series, point.Start)] = (point.Time, point.Values);
        }

        return totals;
    }

    // Requests that wait are joined.
    private static List<string> Resources(IEnumerable<string> requests) =>
        [.. requests.SelectMany(request => JsonDocument.Parse(request).RootElement.GetProperty("resourceMetrics").EnumerateArray()).Select(resource => resource.GetRawText())];
}
