using System.Globalization;
using System.Text.Json;
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

    /// <summary>Writes an object with the parameters of metrics and of a team: by their keys, such as <c>mean_reversion.speed</c>, what they mean and which values they take.</summary>
    /// <param name="json">The destination.</param>
    public static void WriteParameters(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        WriteParameters(json, "metrics", RootKeys.Table.Reachable.Single(static table => table.Definition == "metric"));
        WriteParameters(json, RootKeys.Workload.Name, RootKeys.Workload.Below!);
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, string name, KeyTable table)
    {
        json.WriteStartObject(name);
        WriteParameters(json, table, "");
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, KeyTable table, string prefix)
    {
        foreach (var key in table.Keys)
        {
            if (key.Below is { } below)
            {
                WriteParameters(json, below, $"{prefix}{key.Name}.");
                continue;
            }

            var schema = key.SchemaOf(isRequired: true);
            json.WriteStartObject(prefix + key.Name);
            json.WriteString("meaning", key.Explanation);
            json.WriteString("takes", key.Takes.Replace("`", "", StringComparison.Ordinal) + RangeOf(schema));
            if (schema.Find("enum") is { } choices)
            {
                json.WritePropertyName("choices");
                JsonText.Write(choices.Value, json);
            }

            json.WriteEndObject();
        }
    }

    private static string RangeOf(MapNode schema)
    {
        var invariant = CultureInfo.InvariantCulture;
        return (LimitOf(schema, "minimum"), LimitOf(schema, "maximum"), LimitOf(schema, "exclusiveMinimum")) switch
        {
            ({ } least, { } most, _) => string.Create(invariant, $", {least:R} to {most:R}"),
            ({ } least, _, _) => string.Create(invariant, $", {least:R} or more"),
            (_, { } most, _) => string.Create(invariant, $", {most:R} or less"),
            (_, _, { } least) => string.Create(invariant, $", above {least:R}"),
            _ => "",
        };
    }

    // What only keeps numbers computable is no limit that anybody meets.
    private static double? LimitOf(MapNode schema, string keyword) =>
        schema.Find(keyword)?.Value is ScalarNode limit && double.Parse(limit.Text, CultureInfo.InvariantCulture) is var number and > -1e15 and < 1e15 ? number : null;

    private static string Write(KeyTable root, string title)
    {
        var schema = JsonSchema.Of(("$schema", JsonSchema.Text("http://json-schema.org/draft-07/schema#")), ("title", JsonSchema.Text(title)));
        var definitions = new MapNode(default, [.. root.Reachable.Skip(1).Select(table => new MapEntry(table.Definition, default, table.Schema))]);
        return JsonText.Document(JsonSchema.Join(JsonSchema.Join(schema, root.Schema), JsonSchema.Of(("definitions", definitions))));
    }
}
