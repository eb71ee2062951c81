using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Panels on sessions that several boards have.</summary>
internal static class SessionPanels
{
    // Half an hour, and an hour: a session of the catalogue takes five minutes, and one in a thousand an hour.
    private const double Slow = 1800;
    private const double TooSlow = 3600;

    /// <summary>How long sessions take.</summary>
    public static TimeSeriesPanel? Quantiles(CatalogueMetrics metrics) => TimeSeriesPanel.Of(
        "Session duration", "Half of the sessions, nine in ten and 99 in a hundred end within this time.", PanelUnit.Seconds,
        (metrics.Sessions?.Quantile(0.99), "p99"), (metrics.Sessions?.Quantile(0.9), "p90"), (metrics.Sessions?.Quantile(0.5), "p50"));

    /// <summary>How many sessions take how long.</summary>
    public static HeatmapPanel? Durations(CatalogueMetrics metrics) => HeatmapPanel.Of(
        "Sessions by duration", "How many sessions ended, by how long they took. The stronger the colour, the more.", PanelUnit.Seconds, metrics.Sessions?.BucketIncreases(), "{{le}}");

    /// <summary>How long the slow sessions take now.</summary>
    public static StatPanel? SlowSession(CatalogueMetrics metrics) => StatPanel.Of(
        "Session duration, p95", "19 of 20 sessions end within this time.", PanelUnit.Seconds, metrics.Sessions?.Quantile(0.95), "p95")?.Warning(Slow, TooSlow);
}
