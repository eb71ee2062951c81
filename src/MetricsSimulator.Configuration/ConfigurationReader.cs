using System.Text;
using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Simulator;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration;

/// <summary>
/// Reads configurations. What a user gets wrong is a result, never an exception: all errors of a file are found in one reading. Thread-safe.
/// </summary>
public static class ConfigurationReader
{
    /// <summary>The configuration without a file: the built-in catalogue and the defaults.</summary>
    public static SimulatorConfiguration BuiltIn { get; } = Read(new MapNode(default, []), new ErrorList()).Configuration!;

    /// <summary>Reads a file; one that is missing or cannot be read is an error like any other.</summary>
    /// <param name="path">The file, which errors name as it is given here.</param>
    public static ConfigurationResult ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        return FileContent.Read(path, errors) is { } bytes ? Read(bytes, path) : Failure(errors);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What errors call it.</param>
    public static ConfigurationResult ReadText(string text, string file) => Read(Encoding.UTF8.GetBytes(text), file);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="content">The YAML in UTF-8.</param>
    /// <param name="file">What errors call it.</param>
    public static ConfigurationResult Read(ReadOnlySpan<byte> content, string file)
    {
        var errors = new ErrorList();
        return YamlDocument.Read(content, file, errors) is { } root ? Read(root, errors) : Failure(errors);
    }

    private static ConfigurationResult Read(Node root, ErrorList errors)
    {
        if (InputFile.IsScenario(root))
        {
            errors.Add(root.Place, "", "this is a scenario, and no configuration", "Give it with --scenario, not with --config; or name it in a configuration: simulator.scenario.");
            return Failure(errors);
        }

        if (RootKeys.Table.Read(Cursor.Root(root, errors)) is not { } block) return Failure(errors);
        var nothing = new Block(Cursor.Root(new MapNode(root.Place, []), errors));
        var simulator = block.Has(RootKeys.Simulator) ? block.Value(RootKeys.Simulator) ?? nothing : nothing;
        var server = block.Has(RootKeys.Server) ? block.Value(RootKeys.Server) ?? nothing : nothing;

        var metricsAt = simulator.CursorOf(SimulatorKeys.Metrics) ?? nothing.At with { Path = SimulatorKeys.Metrics.Name };
        var (metrics, blocks) = MetricsReader.Read(metricsAt, Catalogue.MetricsOf(simulator.Value(SimulatorKeys.Catalogue)));
        var scenario = ReadScenario(simulator, root.Place.File);
        var serverConfiguration = ServerReader.Read(server);
        if (errors.Count > 0) return Failure(errors);
        return new ConfigurationResult(
            new SimulatorConfiguration
            {
                UpdateInterval = simulator.Value(SimulatorKeys.UpdateInterval),
                RetentionPeriod = simulator.Value(SimulatorKeys.RetentionPeriod),
                Seed = simulator.Has(SimulatorKeys.Seed) ? simulator.Value(SimulatorKeys.Seed) : null,
                Start = simulator.Has(SimulatorKeys.Start) ? simulator.Value(SimulatorKeys.Start) : null,
                Catalogue = simulator.Value(SimulatorKeys.Catalogue),
                Metrics = metrics,
                MetricBlocks = blocks,
                Scenario = scenario,
                Server = serverConfiguration,
                Places = root is MapNode map ? PlaceIndex.Of(map) : [],
            },
            []);
    }

    // Only whether there is one: the command line may put another before it.
    private static string? ReadScenario(Block simulator, string? file)
    {
        if (simulator.CursorOf(SimulatorKeys.Scenario) is not { } at || simulator.IsBroken(SimulatorKeys.Scenario)) return null;
        var scenario = ScenarioReader.Beside(file, simulator.Value(SimulatorKeys.Scenario));
        foreach (var error in ScenarioReader.Find(scenario).Errors.Where(error => error.Place.Line == 0))
            (at with { Meaning = error.Explanation }).Report($"{error.Place}: {error.Message}");
        return scenario;
    }

    private static ConfigurationResult Failure(ErrorList errors) => new(null, errors.ToSorted());
}
