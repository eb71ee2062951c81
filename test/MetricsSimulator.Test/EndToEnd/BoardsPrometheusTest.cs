using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A real Prometheus over a day of history answers every panel as the run itself says.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class BoardsPrometheusTest
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(null, "everyday")]
    [InlineData(null, "anomaly_detection")]
    [InlineData(Boards.OwnMetrics, "none")]
    public async Task Every_panel_has_an_answer_and_it_is_that_of_the_run(string? config, string scenario)
    {
        using var folder = new TemporaryFolder();
        string[] configured = config is null ? [] : ["--config", Repository.PathOf(config)];
        var ran = await Ran.Async([
            "backfill", .. configured, "--scenario", scenario, "--seed", "42", "--start", InstantText.Format(s_start), "--end", InstantText.Format(s_start + s_day), "--duration", "24h",
            "--truth", "--no-scrape-series", "--label", "job=claude-code", "--label", "instance=localhost:9090", "--output", folder.File("data")]);
        Assert.True(ran.Status == 0, ran.Error);
        var recorded = new RecordedRun(Boards.RunOf(config, scenario, 42, s_start), []).WithTruth();
        var boards = BoardSet.Of(recorded.Run);
        var names = boards.SelectMany(board => board.Metrics).Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        var run = SampledRun.Of(RunSpan.Between(recorded, s_start, s_start + s_day), names, 1, CancellationToken.None);
        var port = FreePort.Find();
        await using var prometheus = RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + folder.Write("prometheus.yml", "global: {}\n"), string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"),
            "--storage.tsdb.path=" + folder.File("data"), "--storage.tsdb.retention.time=100y");
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/") };
        await prometheus.PollAsync("Prometheus", async () => (await client.GetAsync("-/ready")).IsSuccessStatusCode ? "" : null);

        var faults = new List<string>();
        foreach (var board in boards)
        {
            // A scenario without anomalies has nothing to show where they are shown.
            foreach (var panel in board.Panels.Where(panel => scenario == "anomaly_detection" || panel.Queries.Any(query => query.Query.Selectors.Any(selector => selector.Metric != QueriedMetric.Truth))))
                foreach (var query in panel.Queries)
                    faults.AddRange((await FaultsOf(query.Query, run, client)).Select(fault => $"{board.Title} · {panel.Title}: {fault}"));
        }

        Assert.Empty(faults);
    }

    // Between two scrapes, where windows with and without their beginning hold the same samples.
    private static async Task<IEnumerable<string>> FaultsOf(Query query, SampledRun run, HttpClient client)
    {
        var faults = new List<string>();
        var answered = 0;
        foreach (var hours in new[] { 7.05, 8.7, 10.47, 11.9, 23.97 })
        {
            var at = new Evaluation((s_start + TimeSpan.FromHours(hours)).ToUnixTimeMilliseconds() + 3000, TimeSpan.FromMinutes(1), TimeSpan.FromHours(6));
            var promql = query.Write(PromqlForm.For(at));
            var expected = query.Answer(run, at).ToDictionary(value => value.Labels.Without("job").Without("instance"), value => value.Value);
            var found = await AskAsync(client, promql, at.Time);
            answered += found.Count;
            if (!expected.Keys.ToHashSet().SetEquals(found.Keys)) faults.Add($"{promql} at {hours} h has {string.Join(' ', found.Keys)}, and the run has {string.Join(' ', expected.Keys)}");
            else faults.AddRange(found.Where(value => !AreEqual(value.Value, expected[value.Key])).Select(value => $"{promql} at {hours} h is {value.Value} for {value.Key}, and {expected[value.Key]} by the run"));
        }

        if (answered == 0) faults.Add($"{query.Write(PromqlForm.Plain)} has no answer");
        return faults;
    }

    // Both add and divide the same numbers, in another order.
    private static bool AreEqual(double found, double expected) =>
        found.Equals(expected) || Math.Abs(found - expected) <= 1e-12 * Math.Max(Math.Abs(found), Math.Abs(expected));

    private static async Task<Dictionary<LabelValues, double>> AskAsync(HttpClient client, string promql, long time)
    {
        var seconds = (time / 1000.0).ToString(CultureInfo.InvariantCulture);
        using var response = await client.GetAsync(new Uri($"api/v1/query?time={seconds}&query={Uri.EscapeDataString(promql)}", UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{promql}: {text}");
        using var answer = JsonDocument.Parse(text);
        return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ToDictionary(
            result => new LabelValues(result.GetProperty("metric").EnumerateObject().Where(label => label.Name is not ("__name__" or "job" or "instance")).Select(label => KeyValuePair.Create(label.Name, label.Value.GetString()!))),
            result => Number(result.GetProperty("value")[1].GetString()!));
    }

    private static double Number(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
