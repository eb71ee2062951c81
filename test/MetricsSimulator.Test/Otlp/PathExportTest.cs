using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;

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
            using var anomaly = JsonDocument.Parse("""{"kind": "cardinality_explosion", "metric": "token_usage", "label": "model", "magnitude": 5, "duration": "5m"}""");
            run.Live.Inject(anomaly.RootElement, out var refusal);
            Assert.Null(refusal);
        }

        var past = run.Simulator.PastFrom(0);
        using var written = new MemoryStream();
        new ExportsHistory(new RunSpan(new RecordedRun(run.Live.Beginning, past.Changes), 0, past.Ticks), written, settings.Options, Signals.Metrics, isJson: true).Write(null, CancellationToken.None);
        var expected = Resources(Encoding.UTF8.GetString(written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(30, expected.Count);
        Assert.Equal(expected, Resources(store.Taken.Select(request => Encoding.UTF8.GetString(request.Body))));
        Assert.Empty(run.Told);
    }

    // Requests that wait are joined.
    private static List<string> Resources(IEnumerable<string> requests) =>
        [.. requests.SelectMany(request => JsonDocument.Parse(request).RootElement.GetProperty("resourceMetrics").EnumerateArray()).Select(resource => resource.GetRawText())];
}
