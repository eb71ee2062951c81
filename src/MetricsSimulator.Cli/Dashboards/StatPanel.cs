using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>One number, with its curve in the background.</summary>
/// <inheritdoc/>
internal sealed record StatPanel(string Title, string Description, PanelUnit Unit, params ImmutableArray<PanelQuery> Queries) : Panel(Title, Description, Unit, Queries)
{
    /// <summary>The panel of one query; null if there is no query.</summary>
    public static StatPanel? Of(string title, string description, PanelUnit unit, Query? query, string legend) =>
        query is null ? null : new StatPanel(title, description, unit, new PanelQuery(query, legend));

    /// <inheritdoc/>
    public override string Type => "stat";

    /// <summary>Whether it shows only the current value, without a curve.</summary>
    public bool IsOfNow { get; init; }

    /// <summary>The text if there is no current value, and only that is shown.</summary>
    public string NoValue { get; init; } = "0";

    /// <inheritdoc/>
    public override bool IsInstant => IsOfNow;

    /// <inheritdoc/>
    public override int Height { get; init; } = 4;

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        WriteColour(json, "thresholds");
        if (IsOfNow) json.WriteString("noValue", NoValue);
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteString("colorMode", "value");
        json.WriteString("graphMode", IsOfNow ? "none" : "area");
        json.WriteString("justifyMode", "auto");
        json.WriteString("orientation", "auto");
        json.WriteString("textMode", "auto");
        json.WriteBoolean("wideLayout", true);
        WriteReduction(json);
    }
}
