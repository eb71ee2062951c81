using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board about the number of sessions and their durations.</summary>
internal static class SessionsBoard
{
    /// <summary>The board.</summary>
    public static Board Of(CatalogueMetrics metrics)
    {
        var sessions = metrics.Sessions;
        return new Board(
            "Sessions and latency", "The number of sessions, their durations, and the calls and tokens of a session.",
            [
                BoardRow.Of(
                    "",
                    StatPanel.Of("Sessions an hour", "Sessions that end in an hour, at the current rate.", PanelUnit.Count, sessions?.Rate().Times(3600), "sessions/hour")?.Narrow(),
                    StatPanel.Of("Session duration, p50", "Half of the sessions end within this time.", PanelUnit.Seconds, sessions?.Quantile(0.5), "p50")?.Narrow(),
                    SessionPanels.SlowSession(metrics)?.Narrow(),
                    StatPanel.Of("Session duration, mean", "The mean duration of a session.", PanelUnit.Seconds, sessions?.Mean(), "mean")?.Narrow(),
                    StatPanel.Of("Tool calls a session", "Tool calls, divided by the sessions that end.", PanelUnit.Count, metrics.ToolCalls?.Rate().Per(sessions?.Rate()), "calls")?.Narrow(),
                    StatPanel.Of("Tokens a session", "Tokens, divided by the sessions that end.", PanelUnit.Count, metrics.Tokens?.Rate().Per(sessions?.Rate()), "tokens")?.Narrow()),
                BoardRow.Of(
                    "Latency",
                    SessionPanels.Quantiles(metrics),
                    TimeSeriesPanel.Of(
                        "Median and mean", "The mean is above the median, because a few sessions take very long.", PanelUnit.Seconds, (sessions?.Mean(), "mean"), (sessions?.Quantile(0.5), "p50")),
                    SessionPanels.Durations(metrics)?.Wide()),
                BoardRow.Of(
                    "Sessions",
                    TimeSeriesPanel.Of("Sessions", "Sessions that end in an hour.", PanelUnit.Rate("sessions/hour"), (sessions?.Rate().Times(3600), "sessions")),
                    TimeSeriesPanel.Of(
                        "Tool calls a session", "Tool calls, divided by the sessions that end.", PanelUnit.Rate("calls/session"), (metrics.ToolCalls?.Rate().Per(sessions?.Rate()), "calls"))),
            ]);
    }
}
