using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>A board in Grafana's classic JSON, as Grafana 10 to 13 import it.</summary>
/// <remarks>Source: grafana/grafana, kinds/dashboard/dashboard_kind.cue.</remarks>
internal static class BoardJson
{
    // The schema version of Grafana 10.4; later versions of Grafana upgrade it.
    private const int SchemaVersion = 39;
    private const int Columns = 24;

    private static readonly JsonWriterOptions s_options = JsonText.Options with { Indented = true, NewLine = "\n" };

    /// <summary>The text of the file, with a line feed at its end.</summary>
    public static string Write(Board board)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_options)) Write(json, board);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Board board)
    {
        json.WriteStartObject();
        json.WriteString("uid", board.Uid);
        json.WriteString("title", board.Title);
        json.WriteString("description", board.Description);
        json.WriteStartArray("tags");
        json.WriteStringValue(board.Tag);
        json.WriteEndArray();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteBoolean("editable", false);
        // All panels show the position of the pointer.
        json.WriteNumber("graphTooltip", 1);
        json.WriteStartObject("time");
        json.WriteString("from", "now-6h");
        json.WriteString("to", "now");
        json.WriteEndObject();
        json.WriteString("refresh", "30s");
        json.WriteString("timezone", "browser");
        WriteLinks(json, board);
        WriteAnnotations(json);
        BoardVariables.Write(json, board);
        json.WriteStartArray("panels");
        WritePanels(json, board);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter json, Board board)
    {
        json.WriteStartArray("links");
        json.WriteStartObject();
        json.WriteString("type", "dashboards");
        json.WriteString("title", board.Family);
        json.WriteString("icon", "external link");
        json.WriteString("tooltip", "");
        json.WriteStartArray("tags");
        json.WriteStringValue(board.Tag);
        json.WriteEndArray();
        json.WriteBoolean("asDropdown", true);
        json.WriteBoolean("targetBlank", false);
        json.WriteBoolean("includeVars", true);
        json.WriteBoolean("keepTime", true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteAnnotations(Utf8JsonWriter json)
    {
        json.WriteStartObject("annotations");
        json.WriteStartArray("list");
        json.WriteStartObject();
        json.WriteString("name", "Anomalies");
        WriteDatasource(json);
        json.WriteBoolean("enable", true);
        json.WriteBoolean("hide", false);
        json.WriteString("iconColor", "red");
        json.WriteString("expr", $"sum by (kind, metric, id) ({TruthDefinition.Name})");
        json.WriteString("step", "10s");
        json.WriteString("titleFormat", "{{kind}}");
        json.WriteString("textFormat", "{{metric}} {{id}}");
        json.WriteString("tagKeys", "kind,metric");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePanels(Utf8JsonWriter json, Board board)
    {
        var (id, top) = (1, 0);
        foreach (var row in board.Rows)
        {
            if (row.Title.Length > 0) WriteHeading(json, row.Title, id++, top++);
            var (left, height) = (0, 0);
            foreach (var panel in row.Panels)
            {
                if (left + panel.Width > Columns) (left, top, height) = (0, top + height, 0);
                WritePanel(json, panel, id++, left, top);
                left += panel.Width;
                height = Math.Max(height, panel.Height);
            }

            top += height;
        }
    }

    private static void WriteHeading(Utf8JsonWriter json, string title, int id, int top)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("type", "row");
        json.WriteString("title", title);
        json.WriteBoolean("collapsed", false);
        WritePlace(json, 0, top, Columns, 1);
        json.WriteStartArray("panels");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePanel(Utf8JsonWriter json, Panel panel, int id, int left, int top)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("type", panel.Type);
        json.WriteString("title", panel.Title);
        json.WriteString("description", panel.Description);
        WriteDatasource(json);
        WritePlace(json, left, top, panel.Width, panel.Height);
        if (panel.MinimumStep > TimeSpan.Zero) json.WriteString("interval", DurationText.Format(panel.MinimumStep));
        json.WriteStartObject("fieldConfig");
        json.WriteStartObject("defaults");
        json.WriteString("unit", panel.Unit.Grafana);
        WriteThresholds(json, panel);
        panel.WriteFields(json);
        json.WriteEndObject();
        json.WriteStartArray("overrides");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("options");
        panel.WriteOptions(json);
        json.WriteEndObject();
        json.WriteStartArray("targets");
        for (var i = 0; i < panel.Queries.Length; i++) WriteTarget(json, panel, panel.Queries[i], (char)('A' + i));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter json, Panel panel, PanelQuery query, char name)
    {
        json.WriteStartObject();
        json.WriteString("refId", [name]);
        WriteDatasource(json);
        json.WriteString("expr", query.Query.Write(PromqlForm.Grafana));
        json.WriteString("legendFormat", query.Legend);
        json.WriteString("format", panel.Format);
        json.WriteString("editorMode", "code");
        json.WriteBoolean("instant", panel.IsInstant);
        json.WriteBoolean("range", !panel.IsInstant);
        json.WriteEndObject();
    }

    private static void WriteThresholds(Utf8JsonWriter json, Panel panel)
    {
        json.WriteStartObject("thresholds");
        json.WriteString("mode", "absolute");
        json.WriteStartArray("steps");
        WriteStep(json, null, "green");
        foreach (var threshold in panel.Thresholds) WriteStep(json, threshold.From, threshold.Colour);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, double? from, string colour)
    {
        json.WriteStartObject();
        json.WriteString("color", colour);
        if (from is { } value) json.WriteNumber("value", value);
        else json.WriteNull("value");
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, int left, int top, int width, int height)
    {
        json.WriteStartObject("gridPos");
        json.WriteNumber("x", left);
        json.WriteNumber("y", top);
        json.WriteNumber("w", width);
        json.WriteNumber("h", height);
        json.WriteEndObject();
    }

    /// <summary>Writes the data source, which the reader of a board chooses.</summary>
    public static void WriteDatasource(Utf8JsonWriter json)
    {
        json.WriteStartObject("datasource");
        json.WriteString("type", "prometheus");
        json.WriteString("uid", "${datasource}");
        json.WriteEndObject();
    }
}
