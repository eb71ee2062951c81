using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration;

/// <summary>
/// The configuration that a run really has, with every default filled in. It stands alone (<c>catalogue: none</c>, all metrics written out),
/// so that a later version with another catalogue repeats the run. Reading it back gives an equal model.
/// </summary>
public sealed class EffectiveConfiguration
{
    private readonly MapNode _root;
    private readonly List<string> _comments = ["The configuration of this run, every default filled in. The built-in metrics are written out, hence catalogue: none."];

    /// <summary>Writes down a run.</summary>
    /// <param name="configuration">The configuration that it was made from, with everything that the command line puts before it.</param>
    /// <param name="model">What is simulated.</param>
    /// <param name="scenario">The scenario that is played, a name or a file; null for none.</param>
    public EffectiveConfiguration(SimulatorConfiguration configuration, SimulationModel model, string? scenario = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Shard is { } shard) _comments.Add($"Of its label sets only those of --shard {shard} are simulated.");
        _root = RootKeys.Table.Write(configuration with
        {
            UpdateInterval = model.Timeline.UpdateInterval,
            Seed = model.Seed,
            Start = model.Timeline.Start,
            Catalogue = CatalogueName.None,
            Metrics = model.Metrics,
            Scenario = scenario,
        });
    }

    /// <summary>As YAML that can be fed back with <c>--config</c>.</summary>
    public string ToYaml() => YamlText.Document(_root, [.. _comments]);

    /// <summary>The same tree as JSON, which is YAML too.</summary>
    public string ToJson() => JsonText.Document(_root);
}
