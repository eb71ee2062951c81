using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>Every shipped rule over a simulated day with anomalies, scraped: the alerts are those of Prometheus's own rule manager.</summary>
[Trait("needs", "programs")]
[Trait("takes", "minutes")]
public sealed class ShippedRulesTest
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("deploy/prometheus/rules/claude-code.yaml", "anomaly_detection", false)]
    [InlineData("deploy/prometheus/team-rules/claude-code.yaml", "team_incidents", true)]
    public async Task A_day_of_the_shipped_rules_is_as_in_the_rule_manager(string path, string scenario, bool isTeam)
    {
        // promtool evaluates all groups at one interval.
        var rules = (await File.ReadAllTextAsync(Repository.PathOf(path), TestContext.Current.CancellationToken)).Replace("interval: 5m", "interval: 1m", StringComparison.Ordinal);
        // promtool is slow: with a series for each session of a large team it needs many minutes.
        var text = isTeam
            ? (await File.ReadAllTextAsync(Repository.PathOf("config/claude-code.yaml"), TestContext.Current.CancellationToken))
                .Replace("include_session_id: true", "include_session_id: false", StringComparison.Ordinal).Replace("developers: 25", "developers: 5", StringComparison.Ordinal).Replace("update_interval: 10s", "update_interval: 30s", StringComparison.Ordinal)
            : "simulator: {update_interval: 10s}\n";
        var configuration = ConfigurationReader.ReadText(text, "day.yaml").Configuration!;
        var scrapes = configuration.UpdateInterval;
        var model = configuration.ToModel(7, DateTimeOffset.UnixEpoch, ScenarioReader.Find(scenario).Draft!).Model!;
        var span = new RunSpan(new RecordedRun(new Run(configuration, model), []).WithScrapes(new ScrapeConfiguration("localhost:9090", scrapes)), 0, (long)(s_day / scrapes));
        using var folder = new TemporaryFolder();
        new BlocksHistory(span, new BlockHistoryPlan(span, DateTimeOffset.UnixEpoch), folder.File("blocks")).Write(null, CancellationToken.None);
        var activity = await EvaluatedHistory.OfAsync(rules, folder.File("blocks"), s_day);
        Assert.All(activity.Alerts, alert => Assert.Null(alert.Failures));
        var differences = RuleManager.Differences(rules, Series(span, scrapes), scrapes, activity, out var compared);
        Assert.True(differences.Length == 0, differences);
        Assert.True(compared > 100, $"{compared} samples");
    }

    private static List<TestSeries> Series(RunSpan span, TimeSpan scrapes)
    {
        using var stream = new MemoryStream();
        new CsvHistory(span, stream).Write(null, CancellationToken.None);
        var all = new List<TestSeries>();
        foreach (var samples in PromtoolDump.ReadCsv(Encoding.UTF8.GetString(stream.ToArray())).GroupBy(sample => sample.Series, StringComparer.Ordinal))
        {
            var values = Enumerable.Repeat("_", (int)span.Ticks).ToArray();
            foreach (var (_, timestamp, value) in samples) values[timestamp / (long)scrapes.TotalMilliseconds] = Text(value);
            for (var k = 1; k < values.Length; k++)
                if (values[k] == "_" && values[k - 1] is not ("_" or "stale")) values[k] = "stale";
            all.Add(TestSeries.Parse($"{samples.Key}: ") with { Values = values });
        }

        return all;
    }

    private static string Text(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? value > 0 ? "+Inf" : "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
