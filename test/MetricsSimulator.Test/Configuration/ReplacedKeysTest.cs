using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Configuration;

/// <summary>What a file changes in vain under a scenario.</summary>
public class ReplacedKeysTest
{
    [Theory]
    [InlineData("everyday", "token_usage: {drift: 3}", "token_usage.drift")]
    [InlineData("everyday", "token_usage: {drift: 3, volatility: 9, bounds: [1, 2000]}, cost: {volatility: 2}", "token_usage.drift token_usage.volatility token_usage.bounds cost.volatility")]
    [InlineData("everyday", "token_usage: {initial_value: 5000}, session_duration: {arrivals: {initial_value: 5}, spread: 1}", "")]
    [InlineData("everyday", "token_usage: {drift: 0.1, volatility: 50, bounds: [0, 100000]}", "")]
    [InlineData("everyday", "error: {probability: 0.5}", "error.probability")]
    [InlineData("everyday", "cost: {help: Dear, enabled: false}, own: {type: gauge}", "")]
    [InlineData("normal", "token_usage: {drift: 3, volatility: 9}, session_duration: {arrivals: {initial_value: 5}}", "token_usage.drift session_duration.arrivals")]
    public void A_key_is_replaced_when_the_scenario_is_the_same_without_it(string scenario, string metrics, string expected)
    {
        var configuration = ConfigurationReader.ReadText($"simulator: {{metrics: {{{metrics}}}}}", "simulator.yaml").Configuration!;

        Assert.Equal(expected, string.Join(' ', configuration.KeysReplacedBy(ScenarioReader.Find(scenario).Draft!)));
    }

    [Fact]
    public void The_shipped_file_plays_everyday_and_changes_nothing_in_vain()
    {
        var configuration = ConfigurationReader.ReadFile(Repository.PathOf("config/simulator.yaml")).Configuration!;

        Assert.Equal(BuiltInScenarios.Everyday, configuration.Scenario);
        Assert.Empty(configuration.KeysReplacedBy(ScenarioReader.Find(configuration.Scenario!).Draft!));
    }
}
