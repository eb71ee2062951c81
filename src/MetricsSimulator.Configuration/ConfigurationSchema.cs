using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration;

/// <summary>
/// The JSON Schemas of configurations and scenarios, made from the key tables of the reader, for editors that complete and check
/// files. They are draft-07, which YAML servers of editors support best.
/// </summary>
public static class ConfigurationSchema
{
    /// <summary>The schema of configuration files, with a line feed at its end.</summary>
    public static string OfConfiguration() => Write(RootKeys.Table, "Configuration of the Claude Code Metrics Simulator");

    /// <summary>The schema of scenario files, with a line feed at its end.</summary>
    public static string OfScenario() => Write(ScenarioKeys.Table, "Scenario of the Claude Code Metrics Simulator");

    private static string Write(KeyTable root, string title)
    {
        var schema = JsonSchema.Of(("$schema", JsonSchema.Text("http://json-schema.org/draft-07/schema#")), ("title", JsonSchema.Text(title)));
        var definitions = new MapNode(default, [.. root.Reachable.Skip(1).Select(table => new MapEntry(table.Definition, default, table.Schema))]);
        return JsonText.Document(JsonSchema.Join(JsonSchema.Join(schema, root.Schema), JsonSchema.Of(("definitions", definitions))));
    }
}
