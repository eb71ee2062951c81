using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Deploy;

/// <summary>The files of <c>deploy/prometheus/</c> and <c>deploy/alertmanager/</c>, and the runbooks of their alerts.</summary>
public sealed class PrometheusFilesTest
{
    private const string Runbooks = "docs/runbooks.md";

    private static readonly string[] s_tests = Directory.GetFiles(Repository.PathOf("deploy/prometheus/tests"), "*.yaml");

    /// <summary>The alerts.</summary>
    public static TheoryData<string> Alerts => [.. Rules.Select(alert => alert.Name).Distinct()];

    private static IEnumerable<AlertRule> Rules => new[] { Boards.RunOf(null), Boards.RunOf(Boards.Team) }.SelectMany(run => RuleSet.Of(run).Groups).SelectMany(group => group.Rules).OfType<AlertRule>();

    [Fact]
    [Trait("needs", "programs")]
    public void Prometheus_takes_the_configuration_with_its_rules() => Check(ExternalTool.Promtool, "check", "config", "--lint-fatal", Repository.PathOf("deploy/prometheus/prometheus.yml"));

    [Fact]
    [Trait("needs", "programs")]
    public void Alertmanager_takes_the_configuration() => Check(ExternalTool.Amtool, "check-config", Repository.PathOf("deploy/alertmanager/alertmanager.yml"));

    [Fact]
    [Trait("needs", "programs")]
    public void The_rules_do_what_their_tests_say() => Check(ExternalTool.Promtool, ["test", "rules", .. s_tests]);

    [Theory]
    [Trait("needs", "programs")]
    [InlineData(NameStyle.Collector)]
    [InlineData(NameStyle.Direct)]
    [InlineData(NameStyle.NoSuffix)]
    [InlineData(NameStyle.Legacy)]
    [InlineData(NameStyle.Specification)]
    public void Prometheus_takes_the_rules_of_a_team_in_every_profile(NameStyle profile)
    {
        using var folder = new TemporaryFolder();
        Check(ExternalTool.Promtool, "check", "rules", "--lint-fatal", folder.Write("rules.yaml", RuleSet.Of(Boards.RunOf(Boards.Team, profile: profile)).ToYaml()));
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Prometheus_takes_the_rules_for_metrics_of_ones_own()
    {
        using var folder = new TemporaryFolder();
        var own = ConfigurationReader.ReadText("""
            simulator:
              metrics:
                jobs: {type: counter, name: jobs_total, initial_value: 1, labels: {queue: [low, high]}}
                wait: {type: histogram, name: "wait:seconds", initial_value: 1, spread: 0.5, buckets: [1, 2], arrivals: {initial_value: 1}}
            """, "own.yaml").Configuration!;
        Check(ExternalTool.Promtool, "check", "rules", "--lint-fatal", folder.Write("rules.yaml", RuleSet.Of(new Run(own, own.ToModel(1, DateTimeOffset.UnixEpoch))).ToYaml()));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void An_alert_has_a_test_in_which_it_fires_and_one_in_which_it_does_not(string alert)
    {
        var lines = s_tests.SelectMany(File.ReadLines).ToArray();
        var asked = lines.Index().Where(line => line.Item.Trim() == $"alertname: {alert}").Select(line => line.Index + 1 < lines.Length && lines[line.Index + 1].Trim() == "exp_alerts:");
        Assert.Equal([false, true], asked.Distinct().Order());
    }

    [Fact]
    public void The_runbooks_have_a_section_for_each_alert_and_for_nothing_else()
    {
        var page = MarkdownPage.Read(Runbooks);
        var sections = page.Text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);
        Assert.Equal(Rules.Select(alert => alert.Name).Distinct().Order(StringComparer.Ordinal), sections.Order(StringComparer.Ordinal));
        Assert.All(Rules, alert => Assert.Contains(alert.Runbook, page.Anchors.Select(anchor => $"{Runbooks}#{anchor}")));
    }

    [Fact]
    public void Every_kind_that_an_alert_is_for_is_explained_in_its_runbook()
    {
        var sections = MarkdownPage.Read(Runbooks).Text.Split("\n## ").ToDictionary(section => section.Split('\n')[0], StringComparer.Ordinal);
        foreach (var alert in Rules)
        {
            var section = sections[alert.Name];
            var makesItFire = section.Split('\n').First(line => line.StartsWith("Kinds that make it fire: ", StringComparison.Ordinal) || line.StartsWith("No kind of anomaly makes it fire", StringComparison.Ordinal));
            Assert.All(alert.Detects, kind => Assert.Contains($"`{kind}`", makesItFire, StringComparison.Ordinal));
            Assert.Equal(alert.Detects.IsEmpty, makesItFire.StartsWith("Kinds that make it fire: none", StringComparison.Ordinal) || makesItFire.StartsWith("No kind", StringComparison.Ordinal));
        }
    }

    private static void Check(ExternalTool tool, params string[] arguments)
    {
        var ran = tool.Run(arguments);
        Assert.True(ran.Status == 0, ran.ToString());
    }
}
