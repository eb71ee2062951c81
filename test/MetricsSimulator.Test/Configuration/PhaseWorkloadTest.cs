using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Sessions;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Configuration;

/// <summary>What the block <c>workload</c> of a pattern, and the tools of a workload, mean for the model.</summary>
public sealed class PhaseWorkloadTest
{
    private const string Team = "workload: {developers: 25, parameters: {opus: 0.7, prompts: 6}, tools: [{name: Bash, failures: 0.5}]}";

    [Fact]
    public void What_a_pattern_does_not_name_is_as_configured()
    {
        var configured = (WorkloadDefinition)Scenarios.Model("patterns: [{duration: 1h}]", Team).Sources[0];
        Assert.Empty(Scenarios.Model("patterns: [{duration: 1h}]", Team).Scenario.Phases[0].Sources);
        var phase = PhaseOf("parameters: {haiku: 0.2}");
        Assert.Equal(configured with { Parameters = configured.Parameters with { Haiku = 0.2 }, Joined = 25 }, phase);
        Assert.Equal((0.7, 6.0, 0.5), (phase.Parameters.Preset.Opus, phase.Parameters.Prompts, phase.Parameters.Tools.All[0].Failures));
    }

    [Theory]
    [InlineData("developers: 0", 0)]
    [InlineData("developers: 10", 10)]
    [InlineData("developers: 20%", 5)]
    [InlineData("developers: 50%", 13)]
    [InlineData("developers: 0.1%", 1)]
    [InlineData("developers: 100%", 25)]
    public void A_share_of_the_developers_is_rounded_up(string keys, int expected) => Assert.Equal(expected, PhaseOf(keys).Joined);

    [Fact]
    public void Factors_multiply_the_configured_prices_by_role()
    {
        var prices = PhaseOf("price_factors: {sonnet: 0.8, haiku: 0}").Parameters.Models.All.Select(model => model.Prices[0].Prices);
        Assert.Equal([TokenPrices.PerMillion(5, 25), TokenPrices.PerMillion(1.6m, 8), TokenPrices.PerMillion(0, 0)], prices);
    }

    [Fact]
    public void A_preset_of_a_pattern_replaces_what_presets_have_and_nothing_else()
    {
        var phase = PhaseOf("preset: power_users");
        Assert.Equal((WorkloadPreset.PowerUsers, 6.0), (phase.Parameters.Preset, phase.Parameters.Prompts));
        Assert.Equal(0.3, PhaseOf("preset: power_users, parameters: {opus: 0.3}").Parameters.Preset.Opus);
    }

    [Fact]
    public void Tools_replace_those_of_their_name_in_place_and_others_are_added()
    {
        var tools = PhaseOf("tools: [{name: Edit, share: 0.9, asks: false}, {name: Compile, share: 0.1}]").Parameters.Tools.All;
        Assert.Equal([.. Toolbox.Default.All.Select(tool => tool.Name), "Compile"], tools.Select(tool => tool.Name));
        Assert.Equal(0.5, tools[0].Failures);
        Assert.Equal(Toolbox.Default.All[2] with { InteractiveShare = 0.9, Asks = false }, tools[2]);
        Assert.Equal(Toolbox.Default.All[3..], tools[3..^1]);
    }

    [Theory]
    [InlineData("patterns: [{duration: 1h, workload: {}}]", true)]
    [InlineData("patterns: [{duration: 1h}, {duration: 1h, workload: {developers: 1}}]", true)]
    [InlineData("patterns: [{duration: 1h, workload: ~}]", false)]
    [InlineData("patterns: [{duration: 1h}]", false)]
    [InlineData("patterns: workload", false)]
    public void A_scenario_needs_a_workload_if_a_pattern_changes_it(string yaml, bool expected) => Assert.Equal(expected, ScenarioReader.ReadText(yaml, "s.yaml").Draft!.NeedsWorkload);

    [Fact]
    public void Tools_are_written_as_they_are_read()
    {
        var configuration = ConfigurationReader.ReadText(Team, "test.yaml").Configuration!;
        var again = ConfigurationReader.ReadText(new EffectiveConfiguration(configuration, configuration.ToModel(1, DateTimeOffset.UnixEpoch)).ToYaml(), "again.yaml");
        Assert.Empty(again.Errors);
        Assert.Equal(configuration.Workload, again.Configuration!.Workload);
    }

    private static WorkloadDefinition PhaseOf(string keys) =>
        Assert.IsType<WorkloadDefinition>(Assert.Single(Scenarios.Model($"patterns: [{{duration: 1h, workload: {{{keys}}}}}]", Team).Scenario.Phases[0].Sources));
}
