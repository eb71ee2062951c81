using System.Text;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration;

/// <summary>
/// Reads configurations. A user's mistakes are results, never exceptions, and one reading finds them all. Thread-safe.
/// </summary>
public static class ConfigurationReader
{
    /// <summary>The configuration that is used if no file is given: the built-in catalogue and the defaults.</summary>
    public static SimulatorConfiguration BuiltIn { get; } = Read(new MapNode(default, []), new ErrorList()).Configuration!;

    /// <summary>Reads a file. A missing or unreadable file is an error like any other.</summary>
    /// <param name="path">The file. Errors name it as it is given here.</param>
    public static ConfigurationResult ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        return FileContent.Read(path, errors) is { } bytes ? Read(bytes, path) : Failure(errors);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The name of the text in errors.</param>
    public static ConfigurationResult ReadText(string text, string file) => Read(Encoding.UTF8.GetBytes(text), file);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="content">The YAML in UTF-8.</param>
    /// <param name="file">The name of the file in errors.</param>
    public static ConfigurationResult Read(ReadOnlySpan<byte> content, string file)
    {
        var errors = new ErrorList();
        if (FileContent.IsJournal(content)) errors.Add(Place.Whole(file), "", InputFile.ThisIsAJournal);
        else if (YamlDocument.Read(content, file, errors) is { } root) return Read(root, errors);
        return Failure(errors);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="errors">The errors that were found before.</param>
    internal static ConfigurationResult Read(Node root, ErrorList errors)
    {
        if (InputFile.IsScenario(root))
        {
            errors.Add(root.Place, "", InputFile.ThisIsAScenario, "Or name it in a configuration: simulator.scenario.");
            return Failure(errors);
        }

        if (RootKeys.Table.Read(Cursor.Root(root, errors) with { Elsewhere = RootKeys.Misplaced }) is not { } file) return Failure(errors);
        var configuration = new SimulatorConfiguration { Places = root is MapNode map ? PlaceIndex.Of(map) : [] };
        foreach (var block in RootKeys.Blocks) configuration = block.Read(configuration, file);
        return errors.Count > 0 ? Failure(errors) : new ConfigurationResult(configuration, []);
    }

    private static ConfigurationResult Failure(ErrorList errors) => new(null, errors.ToSorted());
}
