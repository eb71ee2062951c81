using System.Text;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>
/// Finds and reads scenarios. The meaning of their keys depends on the metrics of a configuration, so only the YAML is checked here; the rest is checked when a
/// scenario is joined with a configuration.
/// </summary>
public static class ScenarioReader
{
    /// <summary>Reads a built-in scenario, or a file.</summary>
    /// <param name="nameOrFile">A file if it has a path separator, ends in <c>.yaml</c> or <c>.yml</c>, is <c>-</c>, or is no built-in name and exists; otherwise a name.</param>
    public static ScenarioResult Find(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (nameOrFile.Length == 0)
            return new ScenarioResult(null, [new ConfigurationError(Place.Whole("''"), "", "the name of a scenario cannot be empty", "Leave it out to play no scenario.")]);
        if (LooksLikeFile(nameOrFile)) return ReadFile(nameOrFile);
        if (BuiltInScenarios.Find(nameOrFile) is { } scenario) return ReadText(scenario.Text, BuiltInScenarios.FileOf(scenario.Name));
        if (File.Exists(nameOrFile)) return ReadFile(nameOrFile);
        var names = BuiltInScenarios.All.Select(one => one.Name);
        return new ScenarioResult(null, [
            new ConfigurationError(Place.Whole(nameOrFile), "", $"there is no such scenario{Spelling.Suggestion(nameOrFile, names)}",
                $"The built-in scenarios are {string.Join(", ", names)}; a file ends in .yaml or has a '/'.")]);
    }

    /// <summary>Reads a file. A missing or unreadable file is an error like any other.</summary>
    /// <param name="path">The file. Errors name it as it is given here.</param>
    public static ScenarioResult ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        return FileContent.Read(path, errors) is { } bytes ? Read(bytes, path) : new ScenarioResult(null, errors.ToSorted());
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The name of the text in errors.</param>
    public static ScenarioResult ReadText(string text, string file) => Read(Encoding.UTF8.GetBytes(text), file);

    /// <summary>The scenario that a configuration file names. A relative path begins at the folder of the configuration.</summary>
    internal static string Beside(string? configuration, string nameOrFile) =>
        LooksLikeFile(nameOrFile) && Path.GetDirectoryName(configuration) is { Length: > 0 } folder ? Path.Combine(folder, nameOrFile) : nameOrFile;

    private static bool LooksLikeFile(string text) =>
        text == FileContent.StandardInput || text.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || text.Contains(Path.AltDirectorySeparatorChar, StringComparison.Ordinal)
        || text.EndsWith(".yaml", StringComparison.Ordinal) || text.EndsWith(".yml", StringComparison.Ordinal);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="content">The YAML in UTF-8.</param>
    /// <param name="file">The name of the file in errors.</param>
    public static ScenarioResult Read(ReadOnlySpan<byte> content, string file)
    {
        var errors = new ErrorList();
        if (FileContent.IsJournal(content)) return new ScenarioResult(null, [new ConfigurationError(Place.Whole(file), "", "this is a journal: replay it with 'generate --journal'")]);
        var root = YamlDocument.Read(content, file, errors);
        return root is not null && errors.Count == 0
            ? new ScenarioResult(new ScenarioDraft(file, Encoding.UTF8.GetString(content), root), [])
            : new ScenarioResult(null, errors.ToSorted());
    }
}
