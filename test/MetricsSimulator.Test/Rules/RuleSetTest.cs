using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Test.Rules;

public sealed partial class RuleSetTest
{
    private const string Shipped = "deploy/prometheus/rules/claude-code.yaml";
    private const string ShippedOfTeam = "deploy/prometheus/team-rules/claude-code.yaml";

    private const string Own = """
        simulator:
          catalogue: none
          metrics:
            jobs: {type: counter, name: jobs_total, initial_value: 1, labels: {queue: [low, high]}}
            wait: {type: histogram, name: wait_seconds, initial_value: 1, spread: 0.5, buckets: [1, 2], arrivals: {initial_value: 1}}
            depth: {type: gauge, name: depth, initial_value: 1}
        """;

    private const string Team = "workload: {teams: {data: 1}}\n";

    /// <summary>Configurations with more, fewer and other metrics than the catalogue has.</summary>
    public static TheoryData<string> Configurations =>
    [
        "simulator: {seed: 1}\n",
        Own,
        "simulator: {metrics: {cost: {enabled: false}}}\n",
        "simulator: {metrics: {error: {enabled: false}, tool_usage: {enabled: false}}}\n",
        "simulator: {metrics: {token_usage: {name: tokens_total, labels: {team: [a, b]}}, session_duration: {name: sessions}, error: {name: failures}}}\n",
        "simulator: {metrics: {cost: {type: gauge, name: cost_dollars, initial_value: 1}}}\n",
        "simulator: {scenario: anomaly_detection}\n",
        Team,
        "workload: {telemetry: {profile: nosuffix, include_session_id: false}}\n",
        "workload: {telemetry: {profile: specification}}\n",
    ];

    [Fact]
    public void The_shipped_rules_are_those_of_the_catalogue() =>
        Assert.True(File.ReadAllText(Repository.PathOf(Shipped)) == Of("simulator: {seed: 1}\n").ToYaml(), $"{Shipped} is stale: run 'make docs'.");

    [Fact]
    public void The_shipped_rules_of_a_team_are_those_of_the_built_in_one() =>
        Assert.True(File.ReadAllText(Repository.PathOf(ShippedOfTeam)) == RuleSet.Of(Boards.RunOf(Boards.Team)).ToYaml(), $"{ShippedOfTeam} is stale: run 'make docs'.");

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(25, 25, 3)]
    [InlineData(1000, 1000, 1)]
    public void Limits_grow_with_the_team_and_a_team_that_is_too_small_has_no_alert_for_silence(int developers, int times, int hours)
    {
        var rules = RuleSet.Of(RunOf($"workload: {{developers: {developers}, timezones: {{Europe/Berlin: 3, America/New_York: 2}}}}\n")).Groups.SelectMany(group => group.Rules).ToArray();
        // 0.3 sessions a working hour; 16.2 a week with the other hours, of 2.70 dollars each; and a quarter more.
        Assert.InRange(Limit("claude_code:budget_dollars_per_month") / (230.0 * times), 0.95, 1.1);
        Assert.InRange(Limit("claude_code:team_dollars_per_hour") - 100, 2.2 * times, 2.6 * times + 10);
        Assert.Equal(100, Limit("claude_code:developer_dollars_per_hour"));
        var silence = rules.OfType<AlertRule>().Where(alert => alert.Name == "ClaudeCodeTelemetryAbsent").Select(alert => alert.Promql);
        Assert.Equal(hours == 0 ? [] : [$"{hours}h"], silence.Select(promql => promql.Split('[')[1].Split(']')[0]));

        double Limit(string name) => Assert.IsType<Cli.Queries.Constant>(rules.OfType<RecordingRule>().Single(rule => rule.Name == name).Expression).Value;
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Every_name_in_an_expression_is_a_series_of_the_model_or_recorded_before_it(string yaml)
    {
        var run = RunOf(yaml);
        var known = run.Model.Metrics.Select(metric => (metric.Name, metric.Type)).Concat(run.Model.Sources.SelectMany(source => source.Families))
            .SelectMany(family => family.Type.SeriesOf([]).Select(series => family.Name + series.Suffix)).Append("up").ToHashSet(StringComparer.Ordinal);
        foreach (var rule in RuleSet.Of(run).Groups.SelectMany(group => group.Rules))
        {
            Assert.All(NamesIn(rule.Promql), name => Assert.Contains(name, known));
            if (rule is RecordingRule recording) known.Add(recording.Name);
        }
    }

    [Fact]
    public void A_name_that_is_no_series_is_seen() =>
        Assert.Equal(["jobs_total", "gone", "left:right"], NamesIn("sum by (job) (rate(jobs_total{gone=\"x\"}[5m] offset 1w)) / scalar(gone) > 3.5 and on () max(left:right) == 1"));

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Every_metric_has_an_alert_for_when_it_is_gone(string yaml)
    {
        var run = RunOf(yaml);
        var absent = AlertsOf(run).Where(alert => alert.Name == "ClaudeCodeMetricAbsent").Select(alert => alert.Labels.Single().Value);
        Assert.Equal(run.Model.Metrics.Select(metric => metric.Name), absent);
    }

    [Fact]
    public void For_metrics_of_ones_own_rates_and_percentiles_are_recorded_and_no_threshold_is_invented()
    {
        var rules = Of(Own).Groups.SelectMany(group => group.Rules).ToArray();
        Assert.Equal(["job:jobs:rate5m", "job:wait_seconds_count:rate5m", "job:wait_seconds:p95_30m"], rules.OfType<RecordingRule>().Select(rule => rule.Name));
        Assert.Equal(["ClaudeCodeMetricAbsent", "ClaudeCodeTargetAbsent", "ClaudeCodeTargetDown"], rules.OfType<AlertRule>().Select(rule => rule.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alerts_follow_a_metric_of_the_catalogue_to_another_name_and_do_without_its_labels()
    {
        var alerts = AlertsOf(RunOf("simulator: {metrics: {token_usage: {name: tokens_total, labels: {team: [a, b]}}, error: {name: failures}}}\n"));
        Assert.Contains("job:tokens:rate30m_by_last_week", alerts.Single(alert => alert.Name == "ClaudeCodeTokensUnlikeLastWeek").Promql, StringComparison.Ordinal);
        Assert.Contains("job:failures:share5m", alerts.First(alert => alert.Name == "ClaudeCodeErrorShare").Promql, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_out_in_full_has_the_rules_of_what_it_was_made_from()
    {
        var run = RunOf("simulator: {seed: 1}\n");
        Assert.Equal(RuleSet.Of(run).ToYaml(), Of(new EffectiveConfiguration(run.Configuration, run.Model).ToYaml()).ToYaml());
    }

    [Fact]
    public void A_source_besides_the_metrics_has_an_alert_for_when_it_is_gone() =>
        Assert.Contains(TruthDefinition.Name, AlertsOf(new RecordedRun(RunOf(Own), []).WithTruth().Run).SelectMany(alert => alert.Labels).Select(label => label.Value));

    [Fact]
    public void Every_alert_has_a_sentence_as_summary_and_says_in_its_description_what_to_do_first() =>
        Assert.All(AlertsOf(RunOf("simulator: {seed: 1}\n")).Concat(AlertsOf(RunOf(Team))), alert =>
        {
            Assert.EndsWith(".", alert.Summary, StringComparison.Ordinal);
            Assert.Matches(@"\. First [a-z].*[.a-z]$", alert.Description);
            Assert.True(alert.Name.Contains("Absent", StringComparison.Ordinal) || alert.Name.Contains("Down", StringComparison.Ordinal) || alert.Description.Contains("{{ $value |", StringComparison.Ordinal), alert.Name);
        });

    private static RuleFile Of(string yaml) => RuleSet.Of(RunOf(yaml));

    private static AlertRule[] AlertsOf(Run run) => [.. RuleSet.Of(run).Groups.SelectMany(group => group.Rules).OfType<AlertRule>()];

    private static Run RunOf(string yaml)
    {
        var read = ConfigurationReader.ReadText(yaml, "test.yaml");
        Assert.Empty(read.Errors);
        var configuration = read.Configuration!;
        if (configuration.Scenario is null) return new Run(configuration, configuration.ToModel(1, DateTimeOffset.UnixEpoch));
        return new Run(configuration, configuration.ToModel(1, DateTimeOffset.UnixEpoch, MetricsSimulator.Configuration.Scenarios.ScenarioReader.Find(configuration.Scenario).Draft!).Model!);
    }

    // What is left when strings, lists of labels, spans, functions and words of PromQL are taken away.
    private static IEnumerable<string> NamesIn(string expression) =>
        Name().Matches(NoName().Replace(expression, " ")).Select(match => match.Value).Where(name => name is not ("and" or "or" or "on" or "offset" or "sum" or "max" or "count"));

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\b(by|on) \([^)]*\)|\boffset \w+|[a-z_]+(?=\()", RegexOptions.None, 1000)]
    private static partial Regex NoName();

    [GeneratedRegex("(?<![0-9.])[a-zA-Z_:][a-zA-Z0-9_:]*", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
