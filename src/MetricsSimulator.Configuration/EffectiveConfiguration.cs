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
    private readonly List<string> _comments = ["The configuration of this run, with every default filled in. The built-in metrics are written out, so catalogue is none."];

    /// <summary>Writes the configuration of a run.</summary>
    /// <param name="configuration">The configuration from which the run was made, with all overrides of the command line.</param>
    /// <param name="model">The model of the run.</param>
    /// <param name="scenario">The scenario of the run, a name or a file; null for none.</param>
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

    /// <summary>The configuration as YAML, which <c>--config</c> accepts.</summary>
    public string ToYaml() => YamlText.Document(_root, [.. _comments]);

    /// <summary>The configuration as JSON, which is YAML too.</summary>
    public string ToJson() => JsonText.Document(_root);
}
