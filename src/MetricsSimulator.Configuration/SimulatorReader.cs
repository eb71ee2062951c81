using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Simulator;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration;

/// <summary>Reads the block <c>simulator</c>, and makes it from a configuration.</summary>
internal static class SimulatorReader
{
    /// <summary>The block of a configuration whose seed and start are known.</summary>
    public static SimulatorSettings SettingsOf(SimulatorConfiguration configuration) => new(
        configuration.UpdateInterval, configuration.RetentionPeriod, configuration.Seed!.Value, configuration.Start!.Value, configuration.Catalogue,
        configuration.Metrics, configuration.Scenario);

    /// <summary>Adds the block to a configuration.</summary>
    /// <param name="configuration">The configuration without it.</param>
    /// <param name="file">The whole file.</param>
    public static SimulatorConfiguration Read(SimulatorConfiguration configuration, Block file)
    {
        var nothing = file.At with { Node = new MapNode(file.At.Node.Place, []) };
        var block = file.Has(RootKeys.Simulator) ? file.Value(RootKeys.Simulator) ?? new Block(nothing) : new Block(nothing);
        var metricsAt = block.CursorOf(SimulatorKeys.Metrics) ?? nothing with { Path = SimulatorKeys.Metrics.Name };
        // A team has the real names; the catalogue beside it would be a second Claude Code.
        var catalogue = file.Has(RootKeys.Workload) && !block.Has(SimulatorKeys.Catalogue) ? CatalogueName.None : block.Value(SimulatorKeys.Catalogue);
        var (metrics, blocks) = MetricsReader.Read(metricsAt, Catalogue.MetricsOf(catalogue));
        return configuration with
        {
            UpdateInterval = block.Value(SimulatorKeys.UpdateInterval),
            RetentionPeriod = block.Value(SimulatorKeys.RetentionPeriod),
            Seed = block.Has(SimulatorKeys.Seed) ? block.Value(SimulatorKeys.Seed) : null,
            Start = block.Has(SimulatorKeys.Start) ? block.Value(SimulatorKeys.Start) : null,
            Catalogue = catalogue,
            Metrics = metrics,
            MetricBlocks = blocks,
            Scenario = ReadScenario(block, file.At.Node.Place.File),
        };
    }

    // Check only that the scenario exists: the command line may override it.
    private static string? ReadScenario(Block simulator, string? file)
    {
        if (simulator.CursorOf(SimulatorKeys.Scenario) is not { } at || simulator.IsBroken(SimulatorKeys.Scenario)) return null;
        if (simulator.Value(SimulatorKeys.Scenario) == BuiltInScenarios.None) return null;
        var scenario = ScenarioReader.Beside(file, simulator.Value(SimulatorKeys.Scenario));
        foreach (var error in ScenarioReader.Find(scenario).Errors.Where(error => error.Place.Line == 0))
            (at with { Meaning = error.Explanation }).Report($"{error.Place}: {error.Message}");
        return scenario;
    }
}
