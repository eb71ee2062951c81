using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration;

/// <summary>A file that may be a configuration or a scenario: read once, since a pipe cannot be read twice.</summary>
/// <param name="Configuration">What came of reading it as a configuration; null when it is a scenario.</param>
/// <param name="Scenario">What came of reading it as a scenario; null when it is a configuration.</param>
public sealed record InputFile(ConfigurationResult? Configuration, ScenarioResult? Scenario)
{
    private static readonly ImmutableArray<string> s_ofScenario = ["patterns", "phases"];

    /// <summary>Reads a file; one that is missing or cannot be read is an error like any other.</summary>
    /// <param name="path">The file, <c>-</c> for standard input; errors name it as it is given here.</param>
    public static InputFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        if (FileContent.Read(path, errors) is not { } bytes) return new InputFile(new ConfigurationResult(null, errors.ToSorted()), null);
        return YamlDocument.Read(bytes, path, new ErrorList()) is { } root && IsScenario(root)
            ? new InputFile(null, ScenarioReader.Read(bytes, path))
            : new InputFile(ConfigurationReader.Read(bytes, path), null);
    }

    /// <summary>Whether a document is a scenario rather than a configuration: whether it has patterns, by whatever name.</summary>
    internal static bool IsScenario(Node root) =>
        root is MapNode map && RootKeys.Table.Keys.All(key => map.Find(key.Name) is null) && s_ofScenario.Any(key => map.Find(key) is not null);
}
