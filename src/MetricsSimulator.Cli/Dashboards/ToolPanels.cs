using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Panels on tool calls that several boards have.</summary>
internal static class ToolPanels
{
    // The built-in scenario 'everyday' has one call in twenty fail.
    private const double Many = 0.1;
    private const double TooMany = 0.2;

    /// <summary>How often each tool is called.</summary>
    public static TimeSeriesPanel? Calls(CatalogueMetrics metrics) => TimeSeriesPanel.Of(
        "Tool calls", "Calls a minute of each tool.", PanelUnit.Rate("calls/min"), (metrics.ToolCalls?.Rate("tool_name").Times(60), "{{tool_name}}"))?.Stacked();

    /// <summary>How many calls fail, and of what.</summary>
    public static TimeSeriesPanel? Errors(CatalogueMetrics metrics) => TimeSeriesPanel.Of(
        "Errors", "Calls a minute that fail, by what went wrong.", PanelUnit.Rate("errors/min"), (metrics.Errors?.Rate("error_type").Times(60), "{{error_type}}"))?.Stacked();

    /// <summary>The share of calls that fail now.</summary>
    public static StatPanel? ErrorShareNow(CatalogueMetrics metrics) => StatPanel.Of(
        "Error share", "How many of the tool calls fail.", PanelUnit.Share, ErrorShare(metrics), "errors")?.Warning(Many, TooMany);

    /// <summary>The share of calls that fail, over time.</summary>
    public static TimeSeriesPanel? ErrorShareOverTime(CatalogueMetrics metrics) => TimeSeriesPanel.Of(
        "Error share over time", "How many of the tool calls fail. The dashed lines are where the number on the Overview changes its colour.", PanelUnit.Share,
        (ErrorShare(metrics), "errors"))?.Warning(Many, TooMany);

    private static Query? ErrorShare(CatalogueMetrics metrics) => metrics.Errors?.Rate().Per(metrics.Attempts?.Rate());
}
