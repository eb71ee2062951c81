using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration;

/// <summary>Finds changes of the configuration to metrics of the catalogue that have no effect, because a scenario replaces them.</summary>
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

    // The scenario with the changes of the configuration, to compare with the scenario without one of them.
    private static Scenario? PlayedWith(SimulatorConfiguration configuration, ScenarioDraft scenario)
    {
        var (played, _, errors) = ScenarioResolver.Resolve(scenario, configuration.Metrics, configuration.Sources, configuration.MetricBlocks, configuration.UpdateInterval);
        return errors.IsEmpty ? played : null;
    }

    /// <summary>The configuration with one key as in the catalogue; null if the catalogue does not have the metric, or the result is not valid.</summary>
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
