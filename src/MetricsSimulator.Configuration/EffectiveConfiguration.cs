using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Simulator;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration;

/// <summary>
/// The configuration that a run really has, with every default filled in. It stands alone (<c>catalogue: none</c>, all metrics written out),
/// so that a later version with another catalogue repeats the run. Reading it back gives an equal model. Immutable and thread-safe.
/// </summary>
public sealed class EffectiveConfiguration
{
    private readonly MapNode _root;
    private readonly List<string> _comments = ["The configuration of this run, every default filled in. The built-in metrics are written out, hence catalogue: none."];

    /// <summary>Writes down a run.</summary>
    /// <param name="model">What is simulated.</param>
    /// <param name="retentionPeriod">How far back history can be asked for; longer than zero.</param>
    /// <param name="server">Where it is served.</param>
    /// <param name="scenario">The scenario that is played, a name or a file; null for none.</param>
    public EffectiveConfiguration(SimulationModel model, TimeSpan retentionPeriod, ServerConfiguration server, string? scenario = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(server);
        if (model.Shard is { } shard) _comments.Add($"Of its label sets only those of --shard {shard} are simulated.");
        var metrics = new MapNode(default, [.. model.Metrics.Select(metric => new MapEntry(metric.Key, default, MetricWriter.Write(metric)))]);
        var simulator = new BlockWriter()
            .Set(SimulatorKeys.UpdateInterval, model.Timeline.UpdateInterval)
            .Set(SimulatorKeys.RetentionPeriod, retentionPeriod)
            .Set(SimulatorKeys.Seed, model.Seed)
            .Set(SimulatorKeys.Start, model.Timeline.Start)
            .Set(SimulatorKeys.Catalogue, CatalogueName.None)
            .Set(SimulatorKeys.Metrics, metrics);
        if (scenario is not null) simulator.Set(SimulatorKeys.Scenario, scenario);
        var listener = new BlockWriter()
            .Set(ServerKeys.Host, server.Host)
            .Set(ServerKeys.Port, server.Port)
            .Set(ServerKeys.Timestamps, server.Timestamps);
        _root = new BlockWriter().Set(RootKeys.Simulator, simulator.Node).Set(RootKeys.Server, listener.Node).Node;
    }

    /// <summary>As YAML that can be fed back with <c>--config</c>.</summary>
    public string ToYaml() => YamlText.Document(_root, [.. _comments]);

    /// <summary>The same tree as JSON, which is YAML too.</summary>
    public string ToJson() => JsonText.Document(_root);
}
