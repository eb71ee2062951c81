using MetricsSimulator.Configuration.Catalogues;
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
        var settings = new SimulatorSettings(
            model.Timeline.UpdateInterval, retentionPeriod, model.Seed, model.Timeline.Start, CatalogueName.None, model.Metrics, scenario);
        _root = RootKeys.Table.Write((settings, server));
    }

    /// <summary>As YAML that can be fed back with <c>--config</c>.</summary>
    public string ToYaml() => YamlText.Document(_root, [.. _comments]);

    /// <summary>The same tree as JSON, which is YAML too.</summary>
    public string ToJson() => JsonText.Document(_root);
}
