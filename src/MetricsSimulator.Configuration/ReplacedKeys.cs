using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration;

/// <summary>Finds what a configuration changes in the metrics of the catalogue and a scenario replaces, so that the change is not seen.</summary>
internal static class ReplacedKeys
{
    /// <summary>The keys, such as <c>token_usage.drift</c>.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="scenario">A scenario that suits it.</param>
    public static IEnumerable<string> Of(SimulatorConfiguration configuration, ScenarioDraft scenario)
    {
        var played = PlayedWith(configuration, scenario);
        foreach (var (name, key) in Given(configuration))
        {
            if (WithBuiltIn(configuration, name, key) is not { } other || other.Metrics.AsSpan().SequenceEqual(configuration.Metrics.AsSpan())) continue;
            if (PlayedWith(other, scenario) is { } same && same == played) yield return $"{name}.{key}";
        }
    }

    private static IEnumerable<(string Name, string Key)> Given(SimulatorConfiguration configuration) =>
        from metric in configuration.MetricBlocks.Entries
        where !metric.IsInherited && metric.Value is MapNode
        from key in ((MapNode)metric.Value).Entries
        where !key.IsInherited
        select (metric.Name, key.Name);

    // What the phases make of the metrics: with the key as it is built in they may be the same.
    private static Scenario? PlayedWith(SimulatorConfiguration configuration, ScenarioDraft scenario)
    {
        var (played, _, errors) = ScenarioResolver.Resolve(scenario, configuration.Metrics, configuration.MetricBlocks, configuration.UpdateInterval);
        return errors.IsEmpty ? played : null;
    }

    /// <summary>The configuration with one key as the catalogue has it; null when the catalogue does not have the metric, or when that is no configuration.</summary>
    private static SimulatorConfiguration? WithBuiltIn(SimulatorConfiguration configuration, string name, string key)
    {
        if (Catalogue.MetricsOf(configuration.Catalogue).Find(name) is not { Value: MapNode builtIn }) return null;
        var blocks = configuration.MetricBlocks;
        var block = (MapNode)blocks.Find(name)!.Value;
        var entries = block.Entries.Where(entry => entry.Name != key);
        if (builtIn.Find(key) is { } entry) entries = entries.Append(entry);
        var changed = new MapNode(blocks.Place, [.. blocks.Entries.Select(metric => metric.Name == name ? metric with { Value = new MapNode(block.Place, [.. entries]) } : metric)]);
        var errors = new ErrorList();
        var (metrics, read) = MetricsReader.Read(Cursor.Root(changed, errors), new MapNode(default, []));
        return errors.Count == 0 ? configuration with { Metrics = metrics, MetricBlocks = read } : null;
    }
}
