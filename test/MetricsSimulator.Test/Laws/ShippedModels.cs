using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Model;

namespace MetricsSimulator.Test.Laws;

/// <summary>Every model that is shipped: the laws are checked over all of them.</summary>
internal static class ShippedModels
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SimulatorConfiguration Team = ConfigurationReader.ReadFile(Tools.Repository.PathOf("config/claude-code.yaml")).Configuration!;

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => ["catalogue", "config/simulator.yaml", "config/runners.yaml"];

    /// <summary>The built-in scenarios, for theories.</summary>
    public static TheoryData<string> Scenarios => [.. BuiltInScenarios.All.Select(scenario => scenario.Name)];

    /// <summary>The built-in scenarios of the built-in metrics, whose series never change, for theories.</summary>
    public static TheoryData<string> MetricScenarios => [.. BuiltInScenarios.All.Select(scenario => scenario.Name).Where(name => !ScenarioReader.Find(name).Draft!.NeedsWorkload)];

    /// <summary>The model of a scenario, with one seed.</summary>
    public static SimulationModel OfScenario(string name, ulong seed = 42)
    {
        var draft = ScenarioReader.Find(name).Draft!;
        var result = (draft.NeedsWorkload ? Team : ConfigurationReader.BuiltIn).ToModel(seed, Start, draft);
        Assert.Empty(result.Errors);
        return result.Model!;
    }

    /// <summary>The model of a name, with one seed.</summary>
    public static SimulationModel Of(string name, ulong seed = 42)
    {
        if (name == "catalogue") return ConfigurationReader.BuiltIn.ToModel(seed, Start);
        var read = ConfigurationReader.ReadFile(Path.Combine(Tools.Repository.Root, name));
        Assert.Empty(read.Errors);
        return read.Configuration!.ToModel(seed, Start);
    }
}
