using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Patterns;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration;

/// <summary>Finds the numbers of metrics that have no effect, because a scenario replaces them: it is the same with another number.</summary>
internal static class ReplacedNumbers
{
    // Only numbers that the first pattern changes can be replaced in all of them.
    private static readonly ImmutableArray<string> s_places = [ScenarioKeys.Metrics.Name, PatternKeys.Overrides.Name];

    /// <summary>The paths of the keys, such as <c>metrics.token_usage.drift</c>.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="scenario">A scenario that suits it.</param>
    public static IEnumerable<string> Of(SimulatorConfiguration configuration, ScenarioDraft scenario)
    {
        var played = PlayedWith(configuration, scenario);
        foreach (var metric in configuration.MetricBlocks.Entries)
        {
            if (metric.Value is not MapNode block) continue;
            foreach (var key in block.Entries)
            {
                if (!MayChange(scenario, metric.Name, key.Name)) continue;
                if (key.Value is not MapNode below)
                {
                    if (IsReplaced(metric, block, key)) yield return $"metrics.{metric.Name}.{key.Name}";
                    continue;
                }

                foreach (var number in below.Entries)
                    if (IsReplaced(metric, block, key, number)) yield return $"metrics.{metric.Name}.{key.Name}.{number.Name}";
            }
        }

        bool IsReplaced(MapEntry metric, MapNode block, MapEntry key, MapEntry? number = null)
        {
            foreach (var other in OthersOf(number?.Value ?? key.Value))
            {
                var value = number is null ? other : With((MapNode)key.Value, number with { Value = other });
                var blocks = With(configuration.MetricBlocks, metric with { Value = With(block, key with { Value = value }) });
                var errors = new ErrorList();
                var (metrics, read) = MetricsReader.Read(Cursor.Root(blocks, errors), new MapNode(default, []));
                if (errors.Count == 0 && PlayedWith(configuration with { Metrics = metrics, MetricBlocks = read }, scenario) is { } same) return same == played;
            }

            return false;
        }
    }

    // Other values, the first of which that is allowed shows whether the value matters.
    private static IEnumerable<Node> OthersOf(Node value)
    {
        switch (value)
        {
            case ScalarNode { IsPlain: true } scalar when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                yield return Number((number * 1.25) + .01);
                yield return Number((number * .75) - .01);
                yield return Number(number * .75);
                break;
            case ListNode { Items: [var lower, ScalarNode] }:
                yield return new ListNode(value.Place, [lower, Number(1e12)]);
                break;
        }
    }

    private static ScalarNode Number(double number) => ScalarNode.OfPlain(number.ToString(CultureInfo.InvariantCulture));

    private static bool MayChange(ScenarioDraft scenario, string metric, string key)
    {
        if (PatternShortcuts.All.Any(shortcut => shortcut.Metric == metric && shortcut.Key.Name == key)) return true;
        var root = scenario.Root as MapNode;
        var first = (root?.Find(ScenarioKeys.Patterns.Name)?.Value as ListNode)?.Items.FirstOrDefault() as MapNode;
        return s_places.Any(place => ((root?.Find(place) ?? first?.Find(place))?.Value as MapNode)?.Find(metric)?.Value is MapNode block && block.Find(key) is not null);
    }

    private static MapNode With(MapNode map, MapEntry changed) => new(map.Place, [.. map.Entries.Select(entry => entry.Name == changed.Name ? changed : entry)]);

    private static Scenario? PlayedWith(SimulatorConfiguration configuration, ScenarioDraft scenario)
    {
        var (played, _, errors) = ScenarioResolver.Resolve(scenario, configuration.Metrics, configuration.Sources, configuration.MetricBlocks, configuration.UpdateInterval);
        return errors.IsEmpty ? played : null;
    }
}
