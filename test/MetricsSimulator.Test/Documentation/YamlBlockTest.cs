using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Documentation;

/// <summary>Configurations that pages show are valid.</summary>
public sealed class YamlBlockTest
{
    [Fact]
    public void Every_configuration_on_a_page_is_valid()
    {
        var blocks = MarkdownPage.All.SelectMany(page => page.Blocks).Where(block => block.Language == "yaml" && block.Lines[0] is "simulator:" or "server:").ToArray();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Empty(ConfigurationReader.ReadText(string.Join('\n', block.Lines), "page").Errors));
    }

    [Fact]
    public void The_scenario_of_the_faults_of_the_way_is_played_by_the_built_in_team()
    {
        var block = MarkdownPage.Read("docs/faults-of-the-way.md").Blocks.Single(block => block.Language == "yaml");
        var team = ConfigurationReader.ReadText(BuiltInWorkloads.Find(BuiltInWorkloads.Team)!, "team").Configuration!;
        var played = team.ToModel(1, DateTimeOffset.UnixEpoch, ScenarioReader.ReadText(string.Join('\n', block.Lines), "page").Draft!);

        Assert.Empty(played.Errors);
        var model = played.Model!;
        Assert.Equal(2, model.Scenario.Anomalies.Length);
        var developers = model.Sources.OfType<WorkloadDefinition>().Single().Team.Developers;
        Assert.All(model.Scenario.Anomalies.SelectMany(anomaly => anomaly.Matchers.Conditions).Where(condition => condition.Name == "developer"), condition => Assert.Single(developers, developer => condition.IsMatch(developer.Name)));
    }
}
