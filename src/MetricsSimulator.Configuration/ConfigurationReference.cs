using System.Globalization;
using System.Text;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Scenarios;

namespace MetricsSimulator.Configuration;

/// <summary>The reference of all keys, docs/configuration.md, made from the key tables of the reader.</summary>
public static class ConfigurationReference
{
    private const string Preface =
        """
        # Configuration

        <!-- Made from the key tables of the reader by `make docs`; a test fails when it is stale. -->

        `config/simulator.yaml` is a commented example. `claude-metrics-simulator check FILE` prints every error of a file. `/config` of a running simulator
        shows the configuration that it uses, with every default filled in.

        Editors with a YAML language server complete keys and check values while you type, if the first line of the file names the JSON Schema:

        ```text
        # yaml-language-server: $schema=../docs/configuration.schema.json
        ```

        `claude-metrics-simulator keys --format json-schema` prints that schema, and `--format scenario-json-schema` the one for scenario files,
        [scenario.schema.json](scenario.schema.json). A schema cannot find every error; `check` does.

        """;

    private const string Forms =
        """
        ## How values are written

        - **number**: as in YAML 1.2: `50`, `0.1`, `1e-6`; never in quotes. `.nan` is always refused. `.inf` is refused unless the key allows it.
        - **whole number**: decimal, `0x…` or `0o…`.
        - **duration**: a number of seconds, or numbers with the units `w d h m s ms`, from the longest to the shortest: `10`, `10s`, `500ms`, `1h30m`, `1.5h`.
        - **time with an offset**: RFC 3339, `2026-01-01T00:00:00Z` or `2026-01-01 01:00:00+01:00`.
        - **date**: `2026-12-24`.
        - **text**: with or without quotes.
        - **label matchers**: a text as in PromQL, `'{model=~"claude-3-.*",token_type!="input"}'`; a regular expression matches the whole value.
        - `true` or `false`; `yes` and `on` are texts.

        ## What is refused

        The simulator refuses files larger than 1 MiB, values nested more than 64 levels deep, files that are not UTF-8, files with no document or with several, keys given
        twice, anchors, aliases and tags. Every error names file, line, column, keys, the rule and the value found. The simulator reports all errors of a file
        at once, and does not start with a file that has one.

        """;

    /// <summary>The text of docs/configuration.md.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder(Preface);
        KeyTable[] ofFile = [.. RootKeys.Table.Reachable.Where(table => table.IsInReference)];
        foreach (var table in ofFile) Append(table, text, "The file");
        foreach (var table in ScenarioKeys.Table.Reachable.Where(table => table.IsInReference).Except(ofFile)) Append(table, text, "Scenario files");
        AppendKinds(text);
        return text.Append('\n').Append(Forms).ToString();
    }

    private static void AppendKinds(StringBuilder text)
    {
        text.Append("\n## Kinds of anomalies\n\n| kind | what it does | acts on | magnitude | default | onset |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var kind in AnomalyKinds.All)
        {
            var strength = kind.MagnitudeMeaning is { } meaning ? string.Create(CultureInfo.InvariantCulture, $"{meaning} | {kind.DefaultMagnitude:R}") : "none | ";
            text.Append(CultureInfo.InvariantCulture, $"| `{kind.Name}` | {kind.Summary} | {AnomalyTargetText.Of(kind)} | {strength} | {(kind.HasOnset ? "yes" : "no")} |\n");
        }
    }

    private static void Append(KeyTable table, StringBuilder text, string untitled)
    {
        var hasScope = table.Keys.Any(key => table.ScopeOf(key).Length > 0);
        text.Append('\n').Append(table.Title.Length == 0 ? $"## {untitled}" : $"## `{table.Title}`").Append("\n\n").Append(table.Introduction).Append("\n\n");
        text.Append("| key | value | when absent | meaning |").Append(hasScope ? " applies to |\n" : "\n");
        text.Append("| --- | --- | --- | --- |").Append(hasScope ? " --- |\n" : "\n");
        foreach (var key in table.Keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Name}` | {key.Takes} | {key.Absent} | {key.Meaning} |");
            text.Append(hasScope ? $" {table.ScopeOf(key)} |\n" : "\n");
        }
    }
}
