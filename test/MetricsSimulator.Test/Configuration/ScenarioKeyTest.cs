using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Configuration;

/// <summary>How a scenario is found: by the key of a configuration, by its name, and as a file.</summary>
public class ScenarioKeyTest
{
    [Fact]
    public void A_configuration_names_a_scenario() =>
        Assert.Equal("load_test", ConfigurationReader.ReadText("simulator: {scenario: load_test}", "simulator.yaml").Configuration!.Scenario);

    [Fact]
    public void A_configuration_without_the_key_has_none() => Assert.Null(ConfigurationReader.BuiltIn.Scenario);

    [Fact]
    public void None_is_no_scenario() => Assert.Null(ConfigurationReader.ReadText("simulator: {scenario: none}", "simulator.yaml").Configuration!.Scenario);

    [Fact]
    public void A_file_is_found_from_where_the_configuration_is()
    {
        using var folder = new TemporaryFolder();
        folder.Write("evening.yaml", "patterns: [{duration: 1h}]\n");
        var file = folder.Write("simulator.yaml", "simulator: {scenario: evening.yaml}\n");

        var scenario = ConfigurationReader.ReadFile(file).Configuration!.Scenario!;

        Assert.Equal("evening", ScenarioReader.Find(scenario).Draft!.Name);
    }

    [Theory]
    [InlineData("normel", "simulator.yaml:1:23: scenario: normel: there is no such scenario. Did you mean 'normal'?\n  The built-in scenarios are everyday, normal, load_test, degradation, daily_cycle, anomaly_detection, incidents, team_week, model_migration, onboarding, budget_blowout, api_incident, team_incidents, phantom_two_million; a file ends in .yaml or has a '/'.")]
    [InlineData("nowhere.yaml", "simulator.yaml:1:23: scenario: nowhere.yaml: there is no such file.")]
    [InlineData("[normal]", "simulator.yaml:1:23: scenario: must be a text, got a list.\n  The scenario to play: the name of a built-in one, a file, relative to the folder of this file, or 'none'. The option '--scenario' overrides it.")]
    public void A_scenario_that_there_is_not_is_an_error_of_the_configuration(string value, string expected)
    {
        var error = Assert.Single(ConfigurationReader.ReadText($"simulator: {{scenario: {value}}}", "simulator.yaml").Errors);

        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void A_name_goes_before_a_file_without_an_ending()
    {
        Assert.Equal("scenarios/normal.yaml", ScenarioReader.Find("normal").Draft!.File);
        Assert.NotNull(ScenarioReader.Find("./normal").Errors.Single());
    }

    [Fact]
    public void The_built_in_scenarios_are_the_files_of_the_repository()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("scenarios"), "*.yaml").ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText, StringComparer.Ordinal);

        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), BuiltInScenarios.All.Select(scenario => scenario.Name).Order(StringComparer.Ordinal));
        Assert.All(BuiltInScenarios.All, scenario => Assert.Equal(files[scenario.Name], scenario.Text));
        Assert.All(BuiltInScenarios.All, scenario => Assert.Equal(scenario.Name, ScenarioReader.Find(scenario.Name).Draft!.Name));
        Assert.All(BuiltInScenarios.All, scenario => Assert.NotEmpty(scenario.Description));
    }

    [Fact]
    public void The_effective_configuration_of_a_scenario_gives_the_same_model()
    {
        var draft = ScenarioReader.Find("anomaly_detection").Draft!;
        var model = ConfigurationReader.BuiltIn.ToModel(5, DateTimeOffset.UnixEpoch, draft).Model!;
        var yaml = new EffectiveConfiguration(ConfigurationReader.BuiltIn, model, "anomaly_detection").ToYaml();

        var configuration = ConfigurationReader.ReadText(yaml, "effective.yaml").Configuration!;

        Assert.Equal("anomaly_detection", configuration.Scenario);
        Assert.Equal(model, configuration.ToModel(5, DateTimeOffset.UnixEpoch, ScenarioReader.Find(configuration.Scenario!).Draft!).Model);
    }
}
