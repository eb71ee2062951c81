using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board about tool calls and errors.</summary>
internal static class ToolsBoard
{
    /// <summary>The board.</summary>
    public static Board Of(CatalogueMetrics metrics)
    {
        var (calls, errors) = (metrics.ToolCalls, metrics.Errors);
        return new Board(
            "Tools and errors", "Which tools are called, how many calls fail, and why.",
            [
                BoardRow.Of(
                    "",
                    StatPanel.Of("Tool calls a minute", "Calls of all tools.", PanelUnit.Count, calls?.Rate().Times(60), "calls/min")?.Quarter(),
                    StatPanel.Of("Errors a minute", "Calls that fail.", PanelUnit.Count, errors?.Rate().Times(60), "errors/min")?.Quarter(),
                    ToolPanels.ErrorShareNow(metrics)?.Quarter(),
                    StatPanel.Of("Errors", "Calls that failed in the time that the board shows.", PanelUnit.Count, errors?.Increase(QueryWindow.Range), "errors")?.Quarter()),
                BoardRow.Of("Tools", ToolPanels.Calls(metrics), Bars("Tool calls by tool", "Calls in the time that the board shows.", calls, "tool_name")),
                BoardRow.Of(
                    "Errors", ToolPanels.ErrorShareOverTime(metrics)?.Wide(), ToolPanels.Errors(metrics),
                    Bars("Errors by type", "Calls that failed in the time that the board shows, by type of error.", errors, "error_type")),
            ]);
    }

    private static BarPanel? Bars(string title, string description, QueriedMetric? metric, string label) =>
        BarPanel.Of(title, description, PanelUnit.Count, metric is null ? null : new Descending(metric.Increase(QueryWindow.Range, label)), $"{{{{{label}}}}}");
}
