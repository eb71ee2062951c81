using MetricsSimulator.Test.Tools;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MetricsSimulator.Test.Deploy;

/// <summary>An object of a file in <c>deploy/</c>.</summary>
internal sealed class Manifest(YamlNode root)
{
    /// <summary>The one object of a file, with what is merged into its maps.</summary>
    /// <param name="path">The path from the root of the repository.</param>
    public static Manifest ReadFile(string path)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Repository.PathOf(path));
        yaml.Load(new MergingParser(new Parser(reader)));
        return new Manifest(yaml.Documents.Single().RootNode);
    }

    /// <summary>The object of a kind in a file of <c>deploy/kubernetes/</c>.</summary>
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

    /// <summary>The keys of the map at a path.</summary>
    public string[] Keys(string path) => [.. ((YamlMappingNode)At(path)).Select(entry => ((YamlScalarNode)entry.Key).Value!)];

    /// <summary>The keys and texts of the map at a path.</summary>
    public Dictionary<string, string> Map(string path) =>
        ((YamlMappingNode)At(path)).ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => ((YamlScalarNode)entry.Value).Value!, StringComparer.Ordinal);

    /// <summary>The arguments of the first container, variables put in as Kubernetes does.</summary>
    public string[] Arguments(params (string Name, string Value)[] variables) =>
        [.. List("spec/template/spec/containers/0/args").Select(argument => variables.Aggregate(argument, (text, variable) => text.Replace($"$({variable.Name})", variable.Value, StringComparison.Ordinal)))];

    /// <summary>Where the first container has its variables from: the name of each, and the key of the ConfigMap or the field of the pod.</summary>
    public Dictionary<string, string> Variables() => ((YamlSequenceNode)At("spec/template/spec/containers/0/env")).Select(node => new Manifest(node)).ToDictionary(
        variable => variable["name"],
        variable => ((YamlMappingNode)variable.At("valueFrom")).Children.ContainsKey("fieldRef")
            ? variable["valueFrom/fieldRef/fieldPath"]
            : variable["valueFrom/configMapKeyRef/name"] + "/" + variable["valueFrom/configMapKeyRef/key"],
        StringComparer.Ordinal);

    private YamlNode At(string path)
    {
        var node = root;
        foreach (var part in path.Split('/'))
        {
            node = node switch
            {
                YamlSequenceNode list => list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)],
                YamlMappingNode map when map.Children.TryGetValue(new YamlScalarNode(part), out var child) => child,
                _ => throw new KeyNotFoundException($"There is no {part} of {path}."),
            };
        }

        return node;
    }
}
