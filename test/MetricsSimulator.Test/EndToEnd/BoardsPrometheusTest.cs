using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A real Prometheus over a day of history gives every panel the values that follow from the run.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class BoardsPrometheusTest
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    // Between two scrapes, where windows with and without their beginning hold the same samples.
    private static readonly Evaluation[] s_instants =
        [.. new[] { 7.05, 8.7, 10.47, 11.9, 23.97 }.Select(hours => new Evaluation((s_start + TimeSpan.FromHours(hours)).ToUnixTimeMilliseconds() + 3000, TimeSpan.FromMinutes(1), TimeSpan.FromHours(6)))];

    [Theory]
    [InlineData(null, "everyday")]
    [InlineData(null, "anomaly_detection")]
    [InlineData(Boards.OwnMetrics, "none")]
    [InlineData(Boards.Team, "none")]
    public async Task Every_panel_has_an_answer_and_it_is_that_of_the_run(string? config, string scenario)
    {
        using var folder = new TemporaryFolder();
        string[] configured = config is null ? [] : ["--config", Repository.PathOf(config)];
        var ran = await Ran.Async([
            "backfill", .. configured, "--scenario", scenario, "--seed", "42", "--start", InstantText.Format(s_start), "--end", InstantText.Format(s_start + s_day), "--duration", "24h",
            "--truth", "--output", folder.File("data")]);
        Assert.True(ran.Status == 0, ran.Error);
        var plain = Boards.RunOf(config, scenario, 42, s_start);
        var recorded = new RecordedRun(plain, []).WithScrapes(ScrapeConfiguration.Of(plain, 9090)).WithTruth();
        var boards = BoardSet.Of(recorded.Run);
        var names = boards.SelectMany(board => board.Metrics).Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        var run = SampledRun.Of(RunSpan.Between(recorded, s_start, s_start + s_day), names, 1, CancellationToken.None);
        await using var prometheus = await HistoryPrometheus.StartAsync(folder);

        var faults = new List<string>();
        foreach (var board in boards)
        {
            // Without anomalies, the panels of the truth are empty.
            foreach (var panel in board.Panels.Where(panel => scenario == "anomaly_detection" || panel.Queries.Any(query => query.Query.Selectors.Any(selector => selector.Metric != QueriedMetric.Truth))))
            {
                foreach (var query in panel.Queries)
                {
                    var (found, answered) = await prometheus.CompareAsync(query.Query, at => query.Query.Write(PromqlForm.For(at)), run, s_instants);
                    // In a minute, a team may do nothing at all. TeamBoardsPrometheusTest asks for more.
                    if (answered.Sum() == 0 && config != Boards.Team) found.Add($"{query.Query.Write(PromqlForm.Grafana)} has no answer");
                    faults.AddRange(found.Select(fault => $"{board.Title} · {panel.Title}: {fault}"));
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
