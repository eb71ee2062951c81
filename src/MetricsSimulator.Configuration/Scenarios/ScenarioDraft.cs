using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>
/// A scenario as its YAML says it, not yet joined with the metrics of a configuration: see
/// <see cref="SimulatorConfiguration.ToModel(ulong, DateTimeOffset, ScenarioDraft)"/>. Immutable and thread-safe.
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

    private string? TextOf(string key) =>
        (Root as MapNode)?.Find(key)?.Value is ScalarNode { IsEmpty: false, IsNull: false } scalar ? scalar.Text : null;
}
