using System.Globalization;
using MetricsSimulator.Test.Tools;
using YamlDotNet.RepresentationModel;

namespace MetricsSimulator.Test.Deploy;

/// <summary>An object of a file in <c>deploy/kubernetes/</c>.</summary>
internal sealed class Manifest(YamlNode root)
{
    /// <summary>The object of a kind in a file.</summary>
    public static Manifest Read(string file, string kind)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Path.Combine(Repository.Root, "deploy", "kubernetes", file));
        yaml.Load(reader);
        return yaml.Documents.Select(document => new Manifest(document.RootNode)).Single(manifest => manifest["kind"] == kind);
    }

    /// <summary>The text at a path of keys and numbers: <c>spec/ports/0/name</c>.</summary>
    public string this[string path] => ((YamlScalarNode)At(path)).Value!;

    /// <summary>The texts of the list at a path.</summary>
    public string[] List(string path) => [.. ((YamlSequenceNode)At(path)).Select(node => ((YamlScalarNode)node).Value!)];

    /// <summary>The keys and texts of the map at a path.</summary>
    public Dictionary<string, string> Map(string path) =>
        ((YamlMappingNode)At(path)).ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => ((YamlScalarNode)entry.Value).Value!, StringComparer.Ordinal);

    /// <summary>The arguments of the first container, variables put in as Kubernetes does.</summary>
    public string[] Arguments(string variable, int value) =>
        [.. List("spec/template/spec/containers/0/args").Select(argument => argument.Replace($"$({variable})", value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];

    private YamlNode At(string path)
    {
        var node = root;
        foreach (var part in path.Split('/'))
        {
            node = node switch
            {
                YamlSequenceNode list => list[int.Parse(part, CultureInfo.InvariantCulture)],
                YamlMappingNode map when map.Children.TryGetValue(new YamlScalarNode(part), out var child) => child,
                _ => throw new KeyNotFoundException($"There is no {part} of {path}."),
            };
        }

        return node;
    }
}
