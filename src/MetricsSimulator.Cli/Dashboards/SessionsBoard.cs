using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>How many sessions there are, and how long they take.</summary>
internal static class SessionsBoard
{
    /// <summary>The board.</summary>
    public static Board Of(CatalogueMetrics metrics)
    {
        var sessions = metrics.Sessions;
        return new Board(
            "Sessions and latency", "How many sessions there are, how long they take, and what happens in one.",
            [
                BoardRow.Of(
                    "",
                    StatPanel.Of("Sessions an hour", "Sessions that end in an hour, at the present rate.", PanelUnit.Count, sessions?.Rate().Times(3600), "sessions/hour")?.Narrow(),
                    StatPanel.Of("Session duration, p50", "Half of the sessions end within this time.", PanelUnit.Seconds, sessions?.Quantile(0.5), "p50")?.Narrow(),
                    SessionPanels.SlowSession(metrics)?.Narrow(),
                    StatPanel.Of("Session duration, mean", "The time of all sessions over their number.", PanelUnit.Seconds, sessions?.Mean(), "mean")?.Narrow(),
                    StatPanel.Of("Tool calls a session", "Calls over sessions that end.", PanelUnit.Count, metrics.ToolCalls?.Rate().Per(sessions?.Rate()), "calls")?.Narrow(),
                    StatPanel.Of("Tokens a session", "Tokens over sessions that end.", PanelUnit.Count, metrics.Tokens?.Rate().Per(sessions?.Rate()), "tokens")?.Narrow()),
                BoardRow.Of(
                    "Latency",
                    SessionPanels.Quantiles(metrics),
                    TimeSeriesPanel.Of(
                        "Median and mean", "The mean lies above the median, because few sessions take very long.", PanelUnit.Seconds, (sessions?.Mean(), "mean"), (sessions?.Quantile(0.5), "p50")),
                    SessionPanels.Durations(metrics)?.Wide()),
                BoardRow.Of(
                    "Sessions",
                    TimeSeriesPanel.Of("Sessions", "Sessions that end in an hour.", PanelUnit.Rate("sessions/hour"), (sessions?.Rate().Times(3600), "sessions")),
                    TimeSeriesPanel.Of(
                        "Tool calls a session", "Calls over sessions that end.", PanelUnit.Rate("calls/session"), (metrics.ToolCalls?.Rate().Per(sessions?.Rate()), "calls"))),
            ]);
    }
}
