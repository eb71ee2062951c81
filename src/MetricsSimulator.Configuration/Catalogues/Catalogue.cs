using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Catalogues;

/// <summary>The built-in metrics: YAML in the form of a configuration file, embedded in the assembly.</summary>
internal static class Catalogue
{
    private static readonly MapNode s_empty = new(default, []);

    private static readonly Lazy<MapNode> s_claudeCode = new(() => Load("claude_code.yaml"));

    /// <summary>The blocks of a catalogue's metrics.</summary>
    public static MapNode MetricsOf(CatalogueName name) => name == CatalogueName.ClaudeCode ? s_claudeCode.Value : s_empty;

    private static MapNode Load(string file)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream(file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var errors = new ErrorList();
        return YamlDocument.Read(bytes, file, errors) as MapNode ?? throw new InvalidOperationException(errors.ToSorted()[0].ToString());
    }
}
