using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>One bar for each answer at the end of the time range, one below the other.</summary>
/// <inheritdoc/>
internal sealed record BarPanel(string Title, string Description, PanelUnit Unit, params ImmutableArray<PanelQuery> Queries) : Panel(Title, Description, Unit, Queries)
{
    /// <summary>The panel of one query; null if there is no query.</summary>
    public static BarPanel? Of(string title, string description, PanelUnit unit, Query? query, string legend) =>
        query is null ? null : new BarPanel(title, description, unit, new PanelQuery(query, legend));

    /// <inheritdoc/>
    public override string Type => "bargauge";

    /// <inheritdoc/>
    public override bool IsInstant => true;

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        base.WriteFields(json);
        json.WriteNumber("min", 0);
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteString("displayMode", "basic");
        json.WriteString("orientation", "horizontal");
        json.WriteString("valueMode", "color");
        json.WriteBoolean("showUnfilled", true);
        json.WriteNumber("minVizHeight", 10);
        json.WriteNumber("minVizWidth", 0);
        WriteReduction(json);
    }
}
