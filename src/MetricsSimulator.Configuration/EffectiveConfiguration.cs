using System.Text.Json;
using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Simulator;
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

    private EffectiveConfiguration(MapNode root) => _root = root;

    /// <summary>The configuration without its seed, so that it does not say which run it is.</summary>
    public EffectiveConfiguration WithoutSeed() => new(MergePatch.Apply(_root, Map(RootKeys.Simulator.Name, Map(SimulatorKeys.Seed.Name, ScalarNode.OfPlain("null")))));

    /// <summary>The configuration as YAML, which <c>--config</c> accepts.</summary>
    public string ToYaml() => YamlText.Document(_root, [.. _comments]);

    /// <summary>The configuration as JSON, which is YAML too.</summary>
    public string ToJson() => JsonText.Document(_root);

    /// <summary>Writes the blocks of the configuration into an object that has begun.</summary>
    /// <param name="json">The destination.</param>
    public void WriteBlocks(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        foreach (var block in _root.Entries)
        {
            json.WritePropertyName(block.Name);
            JsonText.Write(block.Value, json);
        }
    }

    /// <summary>
    /// Reads the configuration with changes. Keys that a changed <c>type</c> or <c>process</c> does not have are left out, as those of the catalogue are for a file.
    /// </summary>
    /// <param name="patch">The changes: a JSON object, merged as RFC 7396 says. Keys of the block <c>simulator</c> may stand at its top.</param>
    public ConfigurationResult Patch(JsonElement patch)
    {
        var errors = new ErrorList();
        var given = (MapNode)JsonNodes.Of(patch, "", errors);
        var (blocks, keys) = (given.Entries.Where(entry => RootKeys.Table.Has(entry.Name)), given.Entries.Where(entry => !RootKeys.Table.Has(entry.Name)));
        CheckKeys(given, [.. keys.Select(key => key.Name)], errors);
        var patched = MergePatch.Apply(_root, new MapNode(default, [.. blocks]));
        if (keys.Any()) patched = MergePatch.Apply(patched, Map(RootKeys.Simulator.Name, new MapNode(default, [.. keys])));
        return errors.Count > 0 ? new ConfigurationResult(null, errors.ToSorted()) : ConfigurationReader.Read(patched, errors);
    }

    // A patch that leaves them as they are must not look like one that takes them away.
    private static void CheckKeys(MapNode patch, string[] top, ErrorList errors)
    {
        var name = RootKeys.Simulator.Name;
        var inside = patch.Find(name)?.Value;
        if (inside is ScalarNode { IsNull: true })
            errors.Add(default, name, "cannot be taken away, got null", """Send the keys that are to change, as in {"simulator": {"retention_period": "3h"}}.""");
        foreach (var key in top.Where(key => (inside as MapNode)?.Find(key) is not null)) errors.Add(default, key, $"is given twice, at the top and in {name}", "Give it at one of the two places.");
        foreach (var key in new[] { SimulatorKeys.Seed.Name, SimulatorKeys.Start.Name })
            if (IsNull(patch.Find(key)) || IsNull((inside as MapNode)?.Find(key))) errors.Add(default, key, "cannot be taken away, got null", "Leave it out: a run keeps it. To start the run over with another seed, POST /api/v1/run.");

        static bool IsNull(MapEntry? entry) => entry?.Value is ScalarNode { IsNull: true };
    }

    private static MapNode Map(string key, Node value) => new(default, [new MapEntry(key, default, value)]);

    /// <summary>The numbers of metrics, such as <c>metrics.token_usage.drift</c>, that have no effect while a scenario is played, because it replaces them.</summary>
    /// <param name="scenario">A scenario that suits the configuration.</param>
    public IReadOnlyList<string> NumbersReplacedBy(ScenarioDraft scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return ConfigurationReader.Read(_root, new ErrorList()).Configuration is { } configuration ? [.. ReplacedNumbers.Of(configuration, scenario)] : [];
    }
}
