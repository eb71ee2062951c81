using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;

namespace MetricsSimulator.Test.Configuration;

/// <summary>Scenarios of tests, joined with a configuration.</summary>
internal static class Scenarios
{
    /// <summary>A configuration with a team of 25.</summary>
    public static SimulatorConfiguration WithTeam { get; } = ConfigurationReader.ReadText("workload: {developers: 25}", "team.yaml").Configuration!;

    /// <summary>The model of a scenario without errors.</summary>
    /// <param name="yaml">The scenario.</param>
    /// <param name="configuration">The configuration; the built-in one unless given.</param>
    /// <param name="file">What the file is called.</param>
    public static SimulationModel Model(string yaml, string configuration = "simulator: {}", string file = "scenario.yaml")
    {
        var read = ScenarioReader.ReadText(yaml, file);
        Assert.Empty(read.Errors);
        var configured = ConfigurationReader.ReadText(configuration, "simulator.yaml");
        Assert.Empty(configured.Errors);
        var result = configured.Configuration!.ToModel(1, DateTimeOffset.UnixEpoch, read.Draft!);
        Assert.Empty(result.Errors);
        return result.Model!;
    }

    /// <summary>What a metric is in a phase.</summary>
    public static T Of<T>(Phase phase, string key)
        where T : MetricDefinition => Assert.IsType<T>(phase.Metrics.Single(metric => metric.Definition.Key == key).Definition);
}
