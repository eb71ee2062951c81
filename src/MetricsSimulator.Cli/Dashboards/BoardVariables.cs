using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The variables of a board: the data source, a choice of values for every label, and the numbers that a reader may change.</summary>
internal static class BoardVariables
{
    /// <summary>Writes the variables.</summary>
    public static void Write(Utf8JsonWriter json, Board board)
    {
        json.WriteStartObject("templating");
        json.WriteStartArray("list");
        WriteDatasource(json);
        foreach (var parameter in board.Parameters) WriteParameter(json, parameter);
        foreach (var (label, metrics) in LabelsOf(board)) WriteLabel(json, label, metrics);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The labels in the order of the board's metrics, each with the metrics that have it.
    private static IEnumerable<(string Label, QueriedMetric[] Metrics)> LabelsOf(Board board) =>
        board.Metrics.SelectMany(metric => metric.LabelsWithTarget.Select(label => (label, metric))).GroupBy(pair => pair.label, pair => pair.metric, StringComparer.Ordinal)
            .Select(group => (group.Key, group.ToArray()));

    private static void WriteDatasource(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "datasource");
        json.WriteString("name", "datasource");
        json.WriteString("label", "Data source");
        json.WriteString("query", "prometheus");
        json.WriteNumber("hide", 0);
        json.WriteNumber("refresh", 1);
        json.WriteString("regex", "");
        json.WriteBoolean("includeAll", false);
        json.WriteBoolean("multi", false);
        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, QueryParameter parameter)
    {
        var value = parameter.Value.ToString(CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("type", "textbox");
        json.WriteString("name", parameter.Name);
        json.WriteString("label", parameter.Title);
        json.WriteString("query", value);
        json.WriteNumber("hide", 0);
        json.WriteStartObject("current");
        json.WriteString("text", value);
        json.WriteString("value", value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLabel(Utf8JsonWriter json, string label, QueriedMetric[] metrics)
    {
        var name = PromqlForm.VariableOf(label);
        var query = $"label_values({SelectorOf(label, metrics)}, {label})";
        json.WriteStartObject();
        json.WriteString("type", "query");
        json.WriteString("name", name);
        json.WriteString("label", TitleOf(label));
        BoardJson.WriteDatasource(json);
        json.WriteString("query", query);
        json.WriteNumber("hide", 0);
        // Refresh when the time range changes.
        json.WriteNumber("refresh", 2);
        // Sort by name, ascending.
        json.WriteNumber("sort", 1);
        json.WriteString("regex", "");
        json.WriteBoolean("multi", true);
        json.WriteBoolean("includeAll", true);
        // A series without the label is one of all, too.
        json.WriteString("allValue", metrics.Any(metric => metric.HasOptionalLabels && metric.Labels.Contains(label, StringComparer.Ordinal)) ? ".*" : ".+");
        json.WriteStartObject("current");
        json.WriteStartArray("text");
        json.WriteStringValue("All");
        json.WriteEndArray();
        json.WriteStartArray("value");
        json.WriteStringValue("$__all");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string SelectorOf(string label, QueriedMetric[] metrics)
    {
        string[] names = [.. metrics.Select(metric => metric.AnySeries.Name)];
        string[] conditions = label is "job" ? [] : ["job=~\"$job\""];
        return names.Length == 1 ? SelectorText.Of(names[0], conditions) : SelectorText.Of("", [$"__name__=~\"{string.Join('|', names)}\"", .. conditions]);
    }

    // Example: token_type becomes "Token type".
    private static string TitleOf(string label) => string.Concat(label[..1].ToUpperInvariant(), label[1..].Replace('_', ' '));
}
