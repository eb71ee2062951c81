using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A real Prometheus over two days of a team gives every panel and every rule the truth: what the events of the run add up to.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class TeamBoardsPrometheusTest
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_end = s_start + TimeSpan.FromDays(2);

    // Between two scrapes, and on whole minutes but for that, so that windows hold whole exports.
    private static readonly Evaluation[] s_instants =
    [
        .. from range in new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(24) }
           from hours in new[] { 11.5, 19.75, 34.1, 47.9 }
           select new Evaluation((s_start + TimeSpan.FromHours(hours)).ToUnixTimeMilliseconds() + 3000, TimeSpan.FromMinutes(20), range),
    ];

    [Theory]
    [InlineData(NameStyle.Collector)]
    [InlineData(NameStyle.Direct)]
    [InlineData(NameStyle.NoSuffix)]
    public async Task Every_panel_and_every_rule_has_what_the_events_add_up_to(NameStyle profile)
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async([
            "backfill", "--workload", "team", "--scenario", "none", "--profile", NameProfiles.All.Single(one => one.Style == profile).Name, "--seed", "42", "--start", InstantText.Format(s_start), "--end", InstantText.Format(s_end),
            "--duration", "48h", "--output", folder.File("data")]);
        Assert.True(ran.Status == 0, ran.Error);
        var run = Boards.RunOf(Boards.Team, "none", 42, s_start, profile);
        var truth = CountedTeam.Of(run, s_end);
        await using var prometheus = await HistoryPrometheus.StartAsync(folder);

        var faults = new List<string>();
        foreach (var board in BoardSet.Of(run))
        {
            foreach (var panel in board.Panels)
            {
                foreach (var query in panel.Queries) await CompareAsync($"{board.Title} · {panel.Title}", query.Query, at => query.Query.Write(PromqlForm.For(at)));
            }
        }

        foreach (var (rule, write) in HistoryPrometheus.Inlined(RuleSet.Of(run)))
        {
            var name = rule is AlertRule alert ? alert.Name : ((RecordingRule)rule).Name;
            // Rules of the target have a test of their own: it is up in this history.
            if (rule.Expression.Selectors.Any(selector => selector.Metric == QueriedMetric.Up)) continue;
            foreach (var value in RulesPrometheusTest.ValuesIn(rule.Expression)) await CompareAsync(name, value, _ => write(value));
            if (rule is not AlertRule) continue;
            foreach (var at in s_instants)
                if ((await prometheus.AskAsync(write(rule.Expression), at.Time)).Count > 0) faults.Add($"{name} would fire at {DateTimeOffset.FromUnixTimeMilliseconds(at.Time):u}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task CompareAsync(string name, Query query, Func<Evaluation, string> write)
        {
            var values = 0;
            foreach (var at in s_instants)
            {
                var (found, expected) = (Told((await prometheus.AskAsync(write(at), at.Time)).Select(value => new LabelledValue(value.Key, value.Value))), Told(truth.Answer(query, at)));
                values += expected.Count;
                faults.AddRange(found.Keys.Union(expected.Keys)
                    .Where(labels => !AreEqual(found.GetValueOrDefault(labels), expected.GetValueOrDefault(labels)))
                    .Select(labels => $"{name}: {found.GetValueOrDefault(labels)} for {labels} in {at.Range} to {DateTimeOffset.FromUnixTimeMilliseconds(at.Time):u}, and {expected.GetValueOrDefault(labels)} by the events"));
            }

            if (values == 0) faults.Add($"{name}: {query.Write(PromqlForm.Rules)} has no answer");
        }
    }

    // A series that counts nothing in a window is 0 for Prometheus, and unknown to the events; a share of it is NaN.
    private static Dictionary<LabelValues, double> Told(IEnumerable<LabelledValue> values) =>
        values.Where(value => value.Value is not (0 or double.NaN)).ToDictionary(value => value.Labels, value => value.Value);

    // Both add up to a million amounts, each rounded to 2⁻⁵³ of a sum that is not much greater than the result.
    private static bool AreEqual(double found, double expected) => Math.Abs(found - expected) <= 1e-9 * Math.Max(Math.Abs(found), Math.Abs(expected));
}
