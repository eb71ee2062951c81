using System.Collections.Immutable;
using System.Text.Json;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>A band for each answer, as long as it has a value.</summary>
/// <inheritdoc/>
internal sealed record TimelinePanel(string Title, string Description, PanelUnit Unit, params ImmutableArray<PanelQuery> Queries) : Panel(Title, Description, Unit, Queries)
{
    /// <inheritdoc/>
    public override string Type => "state-timeline";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        base.WriteFields(json);
        json.WriteStartObject("custom");
        json.WriteNumber("fillOpacity", 70);
        json.WriteNumber("lineWidth", 0);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteString("alignValue", "left");
        json.WriteBoolean("mergeValues", true);
        json.WriteNumber("rowHeight", 0.8);
        json.WriteString("showValue", "never");
        json.WriteStartObject("legend");
        json.WriteString("displayMode", "list");
        json.WriteString("placement", "bottom");
        json.WriteBoolean("showLegend", false);
        json.WriteStartArray("calcs");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("tooltip");
        json.WriteString("mode", "single");
        json.WriteString("sort", "none");
        json.WriteEndObject();
    }
}
