using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration;

/// <summary>
/// The configuration that a run uses, with every default filled in. It needs no catalogue (<c>catalogue: none</c>, all metrics written out),
/// so a later version with another catalogue repeats the run. Reading it back gives an equal model.
/// </summary>
public sealed class EffectiveConfiguration
{
    private readonly MapNode _root;
    private readonly List<string> _comments = ["The configuration of this run, with every default filled in. The built-in metrics are written out, hence catalogue: none."];

    /// <summary>Writes the configuration of a run.</summary>
    /// <param name="configuration">The configuration from which it was made, with everything that the command line overrides.</param>
    /// <param name="model">What is simulated.</param>
    /// <param name="scenario">The scenario that is played, a name or a file; null for none.</param>
    public EffectiveConfiguration(SimulatorConfiguration configuration, SimulationModel model, string? scenario = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Shard is { } shard) _comments.Add($"This process simulates only the label sets of --shard {shard}.");
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
