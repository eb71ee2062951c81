using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The shipped rules over weeks of history, in a real Prometheus.</summary>
[Trait("needs", "programs")]
public sealed class AlertsOverHistoryTest
{
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);

    private static readonly RuleFile s_rules = RuleSet.Of(Boards.RunOf(null));

    [Theory]
    [Trait("takes", "minutes")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public async Task In_a_week_of_everyday_after_a_week_to_look_back_on_no_alert_fires(string seed)
    {
        var (firing, _) = await EvaluatedAlerts.Async(s_rules, 2 * s_week, s_week, "--scenario", "everyday", "--seed", seed);
        Assert.Empty(firing);
    }

    [Fact]
    public async Task In_degradation_the_share_of_errors_fires_and_nothing_else()
    {
        var (firing, values) = await EvaluatedAlerts.Async(s_rules, TimeSpan.FromHours(6), TimeSpan.FromHours(5), "--scenario", "degradation", "--seed", "1");
        Assert.Equal(["ClaudeCodeErrorShare"], firing);
        Assert.InRange(values, 60, 300);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ClaudeCodeRunawayAgent", "{kind: runaway_agent, at: 10h, duration: 6h, magnitude: 6}")]
    [InlineData("ClaudeCodeTeamSpend", "{kind: price_change, at: 12h, duration: 6h, magnitude: 30}")]
    public async Task Of_a_team_an_anomaly_makes_the_alert_fire_that_its_runbook_names_and_without_one_none_fires(string? alert, string? anomaly = null)
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("scenario.yaml", "name: team\ndescription: A team at work.\npatterns: [{name: work, duration: 24h}]\n" + (anomaly is null ? "" : $"anomalies: [{anomaly}]\n"));
        var (firing, _) = await EvaluatedAlerts.Async(RuleSet.Of(Boards.RunOf(Boards.Team)), TimeSpan.FromHours(24), TimeSpan.FromHours(20), "--workload", "team", "--scenario", scenario, "--seed", "1");
        if (alert is null) Assert.Empty(firing);
        else Assert.Contains(alert, firing);
    }

    [Theory]
    [Trait("takes", "minutes")]
    [InlineData("ClaudeCodeAcceptanceLow")]
    [InlineData("ClaudeCodeCacheHitLow")]
    [InlineData("ClaudeCodeTelemetryAbsent")]
    public async Task The_scenario_of_a_runbook_makes_its_alert_fire(string alert)
    {
        using var folder = new TemporaryFolder();
        var block = MarkdownPage.Read("docs/runbooks.md").Blocks.Single(block => block.Language == "yaml" && block.Lines[0] == $"# {alert}");
        var scenario = folder.Write("scenario.yaml", string.Join('\n', block.Lines) + "\n");
        var all = RuleSet.Of(Boards.RunOf(Boards.Team));
        var rules = new RuleFile([.. all.Groups.Select(group => group with { Rules = [.. group.Rules.Where(rule => rule is not AlertRule other || other.Name == alert)] })]);
        // From the midnight before a Thursday to the one after a Sunday; judged from Friday noon on.
        var (firing, _) = await EvaluatedAlerts.Async(rules, TimeSpan.FromHours(96), TimeSpan.FromHours(60), "--workload", "team", "--scenario", scenario, "--seed", "1");
        Assert.Equal([alert], firing);
    }

    [Theory]
    [InlineData("ClaudeCodeBudgetBurn", "{kind: level_shift, metric: cost, at: 3h, duration: 2h, magnitude: 200}")]
    [InlineData("ClaudeCodeErrorShare", "{kind: error_burst, metric: error, at: 3h, duration: 10m, magnitude: 4}")]
    [InlineData("ClaudeCodeSessionsSlow", "{kind: latency_shift, metric: session_duration, at: 3h, duration: 1h, magnitude: 3}")]
    [InlineData("ClaudeCodeMetricAbsent", "{kind: dropout, metric: cost, at: 3h, duration: 4m}")]
    [InlineData("ClaudeCodeTargetDown", "{kind: outage, at: 3h, duration: 3m}")]
    [InlineData("ClaudeCodeCounterResets", "{kind: two_writers, metric: tool_usage, at: 3h, duration: 4m, magnitude: 0.5}")]
    public async Task An_anomaly_makes_the_alert_fire_that_its_runbook_names(string alert, string anomaly)
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("scenario.yaml", File.ReadAllText(Repository.PathOf("scenarios/everyday.yaml")) + "anomalies:\n  - " + anomaly + "\n");
        var (firing, _) = await EvaluatedAlerts.Async(s_rules, TimeSpan.FromHours(6), TimeSpan.FromHours(4), "--scenario", scenario, "--seed", "1");
        Assert.Equal([alert], firing);
    }
}
