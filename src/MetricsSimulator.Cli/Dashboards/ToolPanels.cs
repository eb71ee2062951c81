using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Panels about tool calls that several boards have.</summary>
internal static class ToolPanels
{
    // In the built-in scenario 'everyday', one call in twenty fails.
    private const double Many = 0.1;
    private const double TooMany = 0.2;

    /// <summary>The calls of each tool.</summary>
    public static TimeSeriesPanel? Calls(CatalogueMetrics metrics) => TimeSeriesPanel.Of(
        "Tool calls", "Calls a minute of each tool.", PanelUnit.Rate("calls/min"), (metrics.ToolCalls?.Rate("tool_name").Times(60), "{{tool_name}}"))?.Stacked();

    /// <summary>The calls that fail, by type of error.</summary>
    public static TimeSeriesPanel? Errors(CatalogueMetrics metrics) => TimeSeriesPanel.Of(
        "Errors", "Failed calls a minute, by type of error.", PanelUnit.Rate("errors/min"), (metrics.Errors?.Rate("error_type").Times(60), "{{error_type}}"))?.Stacked();

    /// <summary>The current share of calls that fail.</summary>
    public static StatPanel? ErrorShareNow(CatalogueMetrics metrics) => StatPanel.Of(
        "Error share", "The share of tool calls that fail.", PanelUnit.Share, ErrorShare(metrics), "errors")?.Warning(Many, TooMany);

    /// <summary>The share of calls that fail, over time.</summary>
    public static TimeSeriesPanel? ErrorShareOverTime(CatalogueMetrics metrics) => TimeSeriesPanel.Of(
        "Error share over time", "The share of tool calls that fail. At the dashed lines, the number on the Overview changes its colour.", PanelUnit.Share,
        (ErrorShare(metrics), "errors"))?.Warning(Many, TooMany);

    private static Query? ErrorShare(CatalogueMetrics metrics) => metrics.Errors?.Rate().Per(metrics.Attempts?.Rate());
}
