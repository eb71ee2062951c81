using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Patterns;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>
/// A scenario as its YAML gives it, not yet joined with the metrics of a configuration.
/// </summary>
public sealed class ScenarioDraft
{
    internal ScenarioDraft(string file, string text, Node root)
    {
        File = file;
        Text = text;
        Root = root;
        Name = TextOf("name") ?? Path.GetFileNameWithoutExtension(file);
        Description = TextOf("description") ?? "";
    }

    /// <summary>The name of the file in errors: the file as it was given, or <c>scenarios/NAME.yaml</c> for a built-in scenario.</summary>
    public string File { get; }

    /// <summary>The name of the scenario.</summary>
    public string Name { get; }

    /// <summary>A description, in one line; may be empty.</summary>
    public string Description { get; }

    /// <summary>The YAML.</summary>
    public string Text { get; }

    /// <summary>Whether a pattern changes the work of a team, or an anomaly acts on it, so that the scenario cannot be played without a workload.</summary>
    public bool NeedsWorkload => HasAnomalyOfWorkload(Root, ScenarioKeys.Anomalies.Name) || Items(Root, ScenarioKeys.Patterns.Name).Any(pattern =>
        pattern.Find(PatternKeys.Workload.Name) is { Value: not ScalarNode { IsNull: true } } || HasAnomalyOfWorkload(pattern, PatternKeys.Anomalies.Name));

    internal Node Root { get; }

    /// <summary>Whether a missing level is 0, rather than the initial value.</summary>
    internal bool IsAbsentLevelZero { get; private init; }

    /// <summary>The scenario as journals before version 3 read it: a missing level is 0.</summary>
    public ScenarioDraft WithAbsentLevelsZero() => new(File, Text, Root) { IsAbsentLevelZero = true };

    /// <summary>Whether the text is a configuration, given by mistake instead of a scenario.</summary>
    internal bool IsConfiguration => Root is MapNode root && root.Find("patterns") is null && (root.Find("simulator") ?? root.Find("server") ?? root.Find("labels")) is not null;

    private string? TextOf(string key) =>
        (Root as MapNode)?.Find(key)?.Value is ScalarNode { IsEmpty: false, IsNull: false } scalar ? scalar.Text : null;

    private static bool HasAnomalyOfWorkload(Node node, string key) => Items(node, key).Any(anomaly =>
        (anomaly.Find(AnomalyKeys.Kind.Name)?.Value is ScalarNode kind && AnomalyKinds.Find(kind.Text) is { } found && (found is { HasMetric: false, IsOfEndpoint: false }
            || (found.IsOfView && key == ScenarioKeys.Anomalies.Name && anomaly.Find(AnomalyKeys.Metric.Name) is null))) || HasAnomalyOfWorkload(anomaly, AnomalyKeys.Then.Name));

    private static IEnumerable<MapNode> Items(Node node, string key) => (node as MapNode)?.Find(key)?.Value is ListNode list ? list.Items.OfType<MapNode>() : [];
}
