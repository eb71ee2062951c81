using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Curves over time.</summary>
/// <inheritdoc/>
internal sealed record TimeSeriesPanel(string Title, string Description, PanelUnit Unit, params ImmutableArray<PanelQuery> Queries) : Panel(Title, Description, Unit, Queries)
{
    /// <summary>The panel of some queries; null if one of them is missing.</summary>
    public static TimeSeriesPanel? Of(string title, string description, PanelUnit unit, params ReadOnlySpan<(Query? Query, string Legend)> queries)
    {
        var panel = new TimeSeriesPanel(title, description, unit);
        foreach (var (query, legend) in queries)
        {
            if (query is null) return null;
            panel = panel with { Queries = panel.Queries.Add(new PanelQuery(query, legend)) };
        }

        return panel;
    }

    /// <inheritdoc/>
    public override string Type => "timeseries";

    /// <summary>Whether the curves are stacked, so that the uppermost is their sum.</summary>
    public bool IsStacked { get; init; }

    /// <summary>Whether the axis begins at zero, for values that cannot be negative.</summary>
    public bool BeginsAtZero { get; init; } = true;

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        WriteColour(json, "palette-classic");
        if (BeginsAtZero) json.WriteNumber("min", 0);
        json.WriteStartObject("custom");
        json.WriteString("drawStyle", "line");
        json.WriteString("lineInterpolation", "linear");
        json.WriteNumber("lineWidth", 1);
        json.WriteNumber("fillOpacity", IsStacked ? 40 : 8);
        json.WriteString("gradientMode", "none");
        json.WriteString("showPoints", "never");
        json.WriteBoolean("spanNulls", false);
        json.WriteString("axisLabel", Unit.Axis);
        json.WriteStartObject("stacking");
        json.WriteString("mode", IsStacked ? "normal" : "none");
        json.WriteString("group", "A");
        json.WriteEndObject();
        WriteMode(json, "thresholdsStyle", Thresholds.IsEmpty ? "off" : "dashed");
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteStartObject("legend");
        json.WriteString("displayMode", "list");
        json.WriteString("placement", "bottom");
        json.WriteBoolean("showLegend", true);
        json.WriteStartArray("calcs");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("tooltip");
        json.WriteString("mode", "multi");
        json.WriteString("sort", "desc");
        json.WriteEndObject();
    }
}
