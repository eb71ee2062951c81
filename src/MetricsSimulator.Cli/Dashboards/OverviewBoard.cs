using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board to look at first: is everything as usual?</summary>
internal static class OverviewBoard
{
    /// <summary>The board.</summary>
    public static Board Of(CatalogueMetrics metrics) => new(
        "Overview", "A team that uses Claude Code at a glance: tokens, cost, session durations, tool calls and errors.",
        [
            BoardRow.Of("", Numbers(metrics)),
            BoardRow.Of(
                "Use and cost",
                TimeSeriesPanel.Of("Tokens by model", "Tokens a second, input and output together.", PanelUnit.Rate("tokens/s"), (metrics.Tokens?.Rate("model"), "{{model}}"))?.Stacked(),
                TimeSeriesPanel.Of("Cost by model", "The cost of an hour at the current rate.", PanelUnit.DollarsPer("hour"), (metrics.Cost?.Rate("model").Times(3600), "{{model}}"))?.Stacked()),
            BoardRow.Of("Sessions", SessionPanels.Quantiles(metrics), SessionPanels.Durations(metrics)),
            BoardRow.Of("Tools", ToolPanels.Calls(metrics), ToolPanels.Errors(metrics)),
        ]);

    private static Panel?[] Numbers(CatalogueMetrics metrics) =>
    [
        StatPanel.Of("Tokens a second", "Input and output tokens of all models.", PanelUnit.Count, metrics.Tokens?.Rate(), "tokens/s")?.Narrow(),
        StatPanel.Of("Cost an hour", "The cost of an hour at the current rate.", PanelUnit.Dollars, metrics.Cost?.Rate().Times(3600), "dollars/hour")?.Narrow(),
        StatPanel.Of("Sessions an hour", "Sessions that end in an hour, at the current rate.", PanelUnit.Count, metrics.Sessions?.Rate().Times(3600), "sessions/hour")?.Narrow(),
        SessionPanels.SlowSession(metrics)?.Narrow(),
        StatPanel.Of("Tool calls a minute", "Calls of all tools.", PanelUnit.Count, metrics.ToolCalls?.Rate().Times(60), "calls/min")?.Narrow(),
        ToolPanels.ErrorShareNow(metrics)?.Narrow(),
    ];
}
