using System.Globalization;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;
using MetricsSimulator.Test.Workload;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The table of the decision for gains: what queries of a real Prometheus find, as a share of what the events of the run add up to.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class GainsDecisionTest
{
    private const string Page = "docs/decisions/0052-gains-instead-of-increases.md";
    private const ulong Seed = 42;
    private static readonly DateTimeOffset s_start = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_end = s_start.AddDays(2);
    private static readonly DateTimeOffset s_quiet = s_start.AddHours(34);

    [Fact]
    public async Task The_table_has_what_queries_find()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async(
            "backfill", "--workload", "team", "--seed", $"{Seed}", "--start", InstantText.Format(s_start), "--end", InstantText.Format(s_end), "--duration", "48h", "--output", folder.File("data"));
        Assert.True(ran.Status == 0, ran.Error);
        await using var prometheus = await HistoryPrometheus.StartAsync(folder);
        var counts = Counts();

        string[][] expected =
        [
            ["counter, window", "gain", "`increase`", "`max_over_time`", "`increase`, plus the first values of new series"],
            await RowAsync("sessions, the last 24 hours", TelemetryMetric.Sessions, s_end, 24),
            await RowAsync("cost, the last 24 hours", TelemetryMetric.Cost, s_end, 24),
            await RowAsync("edit decisions, the last 24 hours", TelemetryMetric.Decisions, s_end, 24),
            await RowAsync("commits, the last 24 hours", TelemetryMetric.Commits, s_end, 24),
            await RowAsync("cost, the hour before 10:00 on the second day", TelemetryMetric.Cost, s_quiet, 1),
            await RowAsync("edit decisions, the same hour", TelemetryMetric.Decisions, s_quiet, 1),
        ];
        Assert.Equal(expected.Select(Line), MarkdownPage.Read(Page).TableRows("## Decision").Select(row => Line([.. row])));

        async Task<string[]> RowAsync(string title, TelemetryMetric metric, DateTimeOffset end, int hours)
        {
            var (x, w) = (new NameProfile(NameStyle.Collector).NameOf(metric), $"{hours}h");
            var truth = counts.Where(count => count.Metric == metric && count.Instant >= end.AddHours(-hours) && count.Instant < end).Sum(count => count.Amount) / (double)metric.UnitsPerOne;
            string[] queries =
            [
                $"sum(max_over_time({x}[{w}]) - (max_over_time({x}[72h] offset {w}) or max_over_time({x}[{w}]) * 0))",
                $"sum(increase({x}[{w}]))",
                $"sum(max_over_time({x}[{w}]))",
                $"sum(increase({x}[{w}])) + sum(min_over_time({x}[{w}]) unless max_over_time({x}[72h] offset {w}))",
            ];
            var row = new List<string> { title };
            foreach (var query in queries)
            {
                var found = (await prometheus.AskAsync(query, end.ToUnixTimeMilliseconds())).Values.Single();
                row.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100 * found / truth)} %"));
            }

            return [.. row];
        }
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static List<(TelemetryMetric Metric, DateTimeOffset Instant, long Amount)> Counts()
    {
        var workload = Boards.RunOf(Boards.Team).Model.Sources.OfType<WorkloadDefinition>().Single();
        var stream = new SessionStream(workload.Team, workload.Parameters, Seed, Enumerable.Range(0, workload.Team.Developers.Length));
        stream.Begin(s_start.ToUnixTimeMilliseconds());
        var (counts, measurements) = (new List<(TelemetryMetric, DateTimeOffset, long)>(), new List<Measurement>());
        foreach (var (session, happened) in TeamRun.EventsOf(stream, s_end.ToUnixTimeMilliseconds()))
        {
            measurements.Clear();
            Measurements.AddOf(happened, session.Plan!.Traits, measurements);
            counts.AddRange(measurements.Select(measurement => (
                TelemetryMetric.All[measurement.Key.Family], DateTimeOffset.FromUnixTimeMilliseconds(session.Address.Start + happened.Offset), measurement.Amount)));
        }

        return counts;
    }
}
