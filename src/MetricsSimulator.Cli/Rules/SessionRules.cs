using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>An alert for sessions that take long.</summary>
internal static class SessionRules
{
    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(CatalogueMetrics metrics)
    {
        if (metrics.Sessions is not { } sessions) yield break;
        yield return new AlertRule(
            "ClaudeCodeSessionsSlow", RateRules.PercentileOf(sessions).Recorded.Above(3000).And(sessions.Increase(QueryWindow.HalfHour, "job").Above(50)), TimeSpan.FromMinutes(5), Severity.Ticket)
        {
            Reason = """
                With a median of 300 seconds, the 95th percentile is about 1550, which Prometheus interpolates between 600 and 1800. A median 2.3 times as long reaches the
                limit. In the scenario everyday, the percentile varies, and reaches 2400 in some quiet nights. The percentile of fewer than 50 sessions is mostly chance.
                """,
            Detects = ["latency_shift"],
            Summary = "One session in twenty takes longer than {{ $value | humanizeDuration }}.",
            Description = "Of the sessions that ended in the last half hour, one in twenty took longer than {{ $value | humanizeDuration }}; 26 minutes is usual, and 50 the limit. "
                + "First see whether tools fail more often than usual: repeated calls make sessions longer.",
        };
    }
}
