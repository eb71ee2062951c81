using System.Collections.Immutable;
using System.Text;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration;

/// <summary>A file that may be a configuration, a scenario or a journal. It is read once, because a pipe cannot be read twice.</summary>
/// <param name="Configuration">The result of reading it as a configuration; null if it is something else.</param>
/// <param name="Scenario">The result of reading it as a scenario; null if it is something else.</param>
public sealed record InputFile(ConfigurationResult? Configuration, ScenarioResult? Scenario)
{
    internal const string ThisIsAScenario = "this is a scenario: play it with --scenario";
    internal const string ThisIsAJournal = "this is a journal: replay it with 'generate --journal'";

    private static readonly ImmutableArray<string> s_ofScenario = ["patterns", "phases", "anomalies", "repeat"];

    /// <summary>The text of a journal, unread; null if it is something else.</summary>
    public string? Journal { get; init; }

    /// <summary>Reads a file. A missing or unreadable file is an error like any other.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input. Errors name it as it is given here.</param>
    public static InputFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        if (FileContent.Read(path, errors) is not { } bytes) return new InputFile(new ConfigurationResult(null, errors.ToSorted()), null);
        if (FileContent.IsJournal(bytes)) return new InputFile(null, null) { Journal = Encoding.UTF8.GetString(bytes) };
        return YamlDocument.Read(bytes, path, new ErrorList()) is { } root && IsScenario(root)
            ? new InputFile(null, ScenarioReader.Read(bytes, path))
            : new InputFile(ConfigurationReader.Read(bytes, path), null);
    }

    /// <summary>Says of a text that is not a journal what it is and how to use it; null if it is neither a configuration nor a scenario.</summary>
    /// <param name="text">The text.</param>
    public static string? NoJournal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // JSON is YAML too, and a journal has a key named labels.
        var bytes = Encoding.UTF8.GetBytes(text);
        if (FileContent.IsJournal(bytes) || YamlDocument.Read(bytes, "", new ErrorList()) is not MapNode root) return null;
        if (IsScenario(root)) return ThisIsAScenario;
        return RootKeys.Table.Keys.Any(key => root.Find(key.Name) is not null) ? "this is a configuration: use it with --config" : null;
    }

    /// <summary>Whether a document is a scenario and not a configuration: it has patterns, under any name, or other keys of a scenario.</summary>
    internal static bool IsScenario(Node root) =>
        root is MapNode map && RootKeys.Table.Keys.All(key => map.Find(key.Name) is null) && s_ofScenario.Any(key => map.Find(key) is not null);
}
