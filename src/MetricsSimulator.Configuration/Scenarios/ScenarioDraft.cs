using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>
/// A scenario as its YAML says it, not yet joined with the metrics of a configuration.
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

    /// <summary>What errors call it: the file as it was given, or <c>scenarios/NAME.yaml</c> for one that is built in.</summary>
    public string File { get; }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it shows, in one line; may be empty.</summary>
    public string Description { get; }

    /// <summary>The YAML.</summary>
    public string Text { get; }

    internal Node Root { get; }

    /// <summary>Whether a level that is absent is 0 rather than the initial value.</summary>
    internal bool IsAbsentLevelZero { get; private init; }

    /// <summary>The scenario as journals before version 3 mean it, in which a level that was absent was 0.</summary>
    public ScenarioDraft WithAbsentLevelsZero() => new(File, Text, Root) { IsAbsentLevelZero = true };

    /// <summary>Whether the text is a configuration, given by mistake in place of a scenario.</summary>
    internal bool IsConfiguration => Root is MapNode root && root.Find("patterns") is null && (root.Find("simulator") ?? root.Find("server") ?? root.Find("labels")) is not null;

    private string? TextOf(string key) =>
        (Root as MapNode)?.Find(key)?.Value is ScalarNode { IsEmpty: false, IsNull: false } scalar ? scalar.Text : null;
}
