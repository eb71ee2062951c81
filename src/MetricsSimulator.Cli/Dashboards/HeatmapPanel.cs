using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The buckets of a histogram over time. The more a bucket has, the stronger its colour.</summary>
/// <inheritdoc/>
internal sealed record HeatmapPanel(string Title, string Description, PanelUnit Unit, params ImmutableArray<PanelQuery> Queries) : Panel(Title, Description, Unit, Queries)
{
    /// <summary>The panel of one query; null if there is no query.</summary>
    public static HeatmapPanel? Of(string title, string description, PanelUnit unit, Query? query, string legend) =>
        query is null ? null : new HeatmapPanel(title, description, unit, new PanelQuery(query, legend));

    /// <inheritdoc/>
    public override string Type => "heatmap";

    /// <inheritdoc/>
    public override string Format => "heatmap";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteStartObject("custom");
        json.WriteStartObject("scaleDistribution");
        json.WriteString("type", "linear");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteBoolean("calculate", false);
        json.WriteNumber("cellGap", 1);
        json.WriteStartObject("color");
        json.WriteString("mode", "scheme");
        json.WriteString("scheme", "Oranges");
        json.WriteString("fill", "dark-orange");
        json.WriteString("scale", "exponential");
        json.WriteNumber("exponent", 0.5);
        json.WriteNumber("steps", 64);
        json.WriteBoolean("reverse", false);
        json.WriteEndObject();
        json.WriteStartObject("exemplars");
        json.WriteString("color", "rgba(255,0,255,0.7)");
        json.WriteEndObject();
        json.WriteStartObject("legend");
        json.WriteBoolean("show", true);
        json.WriteEndObject();
        json.WriteStartObject("rowsFrame");
        json.WriteString("layout", "auto");
        json.WriteEndObject();
        json.WriteStartObject("tooltip");
        json.WriteString("mode", "single");
        json.WriteBoolean("yHistogram", false);
        json.WriteBoolean("showColorScale", false);
        json.WriteEndObject();
        json.WriteStartObject("yAxis");
        json.WriteString("axisPlacement", "left");
        json.WriteBoolean("reverse", false);
        json.WriteString("unit", Unit.Grafana);
        json.WriteEndObject();
    }
}
