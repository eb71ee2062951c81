using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Panels about sessions that several boards have.</summary>
internal static class SessionPanels
{
    // The limits are half an hour and an hour. In the catalogue, the median session takes five minutes, and one in a thousand takes an hour.
    private const double Slow = 1800;
    private const double TooSlow = 3600;

    /// <summary>Quantiles of the duration of sessions.</summary>
    public static TimeSeriesPanel? Quantiles(CatalogueMetrics metrics) => TimeSeriesPanel.Of(
        "Session duration", "Half of the sessions, nine in ten and 99 in a hundred end within this time.", PanelUnit.Seconds,
        (metrics.Sessions?.Quantile(0.99), "p99"), (metrics.Sessions?.Quantile(0.9), "p90"), (metrics.Sessions?.Quantile(0.5), "p50"));

    /// <summary>The number of sessions by duration.</summary>
    public static HeatmapPanel? Durations(CatalogueMetrics metrics) => HeatmapPanel.Of(
        "Sessions by duration", "The number of sessions that ended, by duration. The stronger the colour, the more.", PanelUnit.Seconds, metrics.Sessions?.BucketIncreases(), "{{le}}");

    /// <summary>The current duration of slow sessions.</summary>
    public static StatPanel? SlowSession(CatalogueMetrics metrics) => StatPanel.Of(
        "Session duration, p95", "19 of 20 sessions end within this time.", PanelUnit.Seconds, metrics.Sessions?.Quantile(0.95), "p95")?.Warning(Slow, TooSlow);
}
