using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;
using MetricsSimulator.Test.Workload;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The queries of the page on faults, asked of a real Prometheus: a team in which each developer has another fault, for two days.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed partial class FaultsPageTest
{
    private const ulong Seed = 42;

    private static readonly DateTimeOffset Start = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddDays(2);
    private static readonly string Cost = new NameProfile(NameStyle.Collector).NameOf(TelemetryMetric.Cost);

    [Fact]
    public async Task A_query_that_is_fooled_is_off_by_the_factor_of_the_page_and_one_that_survives_says_the_truth()
    {
        const string Config = "config/faults-of-the-way.yaml";
        var rows = Rows().ToList();
        var run = Boards.RunOf(Config, null, Seed, Start);
        var workload = run.Model.Sources.OfType<WorkloadDefinition>().Single();
        Assert.Equal(22, workload.Team.Developers.Length);
        var last = End - run.Model.Timeline.UpdateInterval;
        // Each developer has one fault, and the page has a row for each.
        Assert.Equal(run.Model.Scenario.Anomalies.Select(anomaly => anomaly.Kind.Name), rows.Select(row => row.Kind));
        Assert.Equal(
            AnomalyKinds.All.Where(kind => kind.IsOfView && kind.Name is not ("two_writers" or "port_conflict")).Select(kind => kind.Name).Order(StringComparer.Ordinal),
            rows.Select(row => row.Kind).Order(StringComparer.Ordinal));
        Developer[] developers = [.. run.Model.Scenario.Anomalies.Select(anomaly => workload.Team.Developers.Single(developer =>
            anomaly.Matchers.Conditions.Single(condition => condition.Name == "developer").IsMatch(developer.Name)))];
        Assert.Distinct(developers);
        var stream = new SessionStream(workload.Team, workload.Parameters, Seed, Enumerable.Range(0, workload.Team.Developers.Length));
        stream.Begin(Start.ToUnixTimeMilliseconds());
        var events = TeamRun.EventsOf(stream, last.ToUnixTimeMilliseconds()).ToLookup(each => each.Session.Developer);
        using var folder = new TemporaryFolder();
        // The command of the page, whose end is the one that the queries ask for.
        string[] command = ["backfill", "--config", Config, "--start", InstantText.Format(Start), "--end", InstantText.Format(End), "--duration", "48h"];
        Assert.Contains($"claude-metrics-simulator {string.Join(' ', command)} --output data", MarkdownPage.Read("docs/faults-of-the-way.md").Text, StringComparison.Ordinal);
        var ran = await Ran.Async([.. command.Select(word => word == Config ? Tools.Repository.PathOf(Config) : word), "--output", folder.File("data")]);
        Assert.True(ran.Status == 0, ran.Error);

        var sampled = SampledRun.Of(RunSpan.Between(new RecordedRun(run, []), Start, End), new HashSet<string>(StringComparer.Ordinal) { Cost }, 1, CancellationToken.None);
        await using var prometheus = await HistoryPrometheus.StartAsync(folder);
        var faults = new List<string>();
        foreach (var (row, i) in rows.Select((row, i) => (row, i)))
        {
            var truth = new Truth([.. events[developers[i]].Select(each => (each.Session, each.Happened))]);
            var factor = await AskAsync(row.Fooled, i) / truth.Of(row.Fooled, row.Kind);
            if (factor.ToString("0.00", CultureInfo.InvariantCulture) != row.Says) faults.Add($"{row.Kind}: {row.Fooled} is {factor:0.00} times the truth, and the page says {row.Says}");
            if (factor is > .97 and < 1.03) faults.Add($"{row.Kind} fools nobody: {factor}");
            if (row.Survives is null) continue;
            var (found, expected) = (await AskAsync(row.Survives, i), truth.Of(row.Survives, row.Kind));
            if (row.Survives.StartsWith("sum(increase", StringComparison.Ordinal))
            {
                var (grown, firsts, most) = GrowthOf(sampled, developers[i].Email!);
                // A counter that grows beyond its old value within the tick of the restart shows no fall.
                Assert.InRange(grown + firsts, .999 * expected, (1 + 1e-9) * expected);
                Assert.InRange(found, grown * (1 - 1e-9), (grown + most) * (1 + 1e-9));
            }
            else if (Math.Abs(found - expected) > 1e-9 * expected)
            {
                faults.Add($"{row.Kind}: {row.Survives} is {found}, and the truth is {expected}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task<double> AskAsync(string promql, int developer)
        {
            var asked = Names().Replace(promql, match => $"{match.Groups[1].Value}{{user_email=\"{developers[developer].Email}\"{(match.Groups[2].Success ? "," : "}")}");
            var found = await prometheus.AskAsync(asked, last.ToUnixTimeMilliseconds());
            return found.Count == 0 ? 0 : Assert.Single(found).Value;
        }
    }

    private static (double Grown, double Firsts, double MostExtrapolated) GrowthOf(SampledRun run, string email)
    {
        var (grown, firsts, most) = (0.0, 0.0, 0.0);
        foreach (var series in run.SeriesOf(Cost).Where(series => series.Labels["user_email"] == email))
        {
            double[] values = [.. series.Values.Where(value => !Staleness.IsMarker(value))];
            var of = values.Zip(values.Skip(1), (before, after) => after < before ? after : after - before).Sum();
            (grown, firsts) = (grown + of, firsts + values[0]);
            // On each side at most 1.1 times the usual distance between samples.
            if (values.Length > 1) most += of * 2.2 / (values.Length - 1);
        }

        return (grown, firsts, most);
    }

    private static IEnumerable<(string Kind, string Fooled, string Says, string? Survives)> Rows() =>
        Row().Matches(MarkdownPage.Read("docs/faults-of-the-way.md").Text).Select(match => (
            match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Success ? match.Groups[4].Value : null));

    [GeneratedRegex(@"^\| `(\w+)` \| `([^`]+)` \| ([0-9.]+) \| (?:`([^`]+)`|[^|`]*) \|$", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"(claude_code_\w+_total)(\{)?", RegexOptions.None, 1000)]
    private static partial Regex Names();

    /// <summary>What the sessions of a developer did.</summary>
    private sealed class Truth(List<(OpenSession Session, SessionEvent Happened)> events)
    {
        /// <summary>The true answer to a query, as somebody means it who asks it.</summary>
        public double Of(string promql, string kind)
        {
            var calls = events.Where(each => each.Happened is ModelCalled call && (!promql.Contains("query_source", StringComparison.Ordinal) || call.Source == CallSource.Main)
                && (!promql.Contains("mcp_server_name", StringComparison.Ordinal) || call.Attribution.ReadsMcpResult)).Select(each => (ModelCalled)each.Happened).ToList();
            var (cost, tokens) = (calls.Sum(call => call.Cost) / (double)TokenPrices.UnitsPerDollar, calls.Sum(call => (double)(call.Tokens.Input + call.Tokens.Output + call.Tokens.CacheRead + call.Tokens.CacheCreation)));
            Assert.True(cost > 0, $"{kind}: there is no cost");
            return promql.Contains('/', StringComparison.Ordinal) ? cost / tokens : promql.Contains(Cost, StringComparison.Ordinal) ? cost : tokens;
        }
    }
}
