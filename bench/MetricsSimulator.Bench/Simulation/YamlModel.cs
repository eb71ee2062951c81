using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Model;

namespace MetricsSimulator.Bench.Simulation;

/// <summary>Reads models from YAML, as users write them.</summary>
internal static class YamlModel
{
    /// <summary>Reads a model. The run has seed 1 and starts at the Unix epoch.</summary>
    /// <param name="configuration">The text of the configuration.</param>
    /// <param name="scenario">The text of the scenario to play, if there is one.</param>
    /// <exception cref="InvalidOperationException">A text has errors.</exception>
    public static SimulationModel Read(string configuration, string? scenario = null)
    {
        var read = ConfigurationReader.ReadText(configuration, "benchmark.yaml");
        Require(read.Errors);
        if (scenario is null) return read.Configuration!.ToModel(1, DateTimeOffset.UnixEpoch);
        var draft = ScenarioReader.ReadText(scenario, "scenario.yaml");
        Require(draft.Errors);
        var model = read.Configuration!.ToModel(1, DateTimeOffset.UnixEpoch, draft.Draft!);
        Require(model.Errors);
        return model.Model!;
    }

    private static void Require<T>(IEnumerable<T> errors)
    {
        if (errors.Any()) throw new InvalidOperationException(string.Join('\n', errors));
    }
}
