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
                A median of 300 seconds makes a 95th percentile of about 1550 here, which Prometheus interpolates between 600 and 1800. The limit is reached when the
                median is 2.3 times as long. In the scenario everyday the percentile wanders, and comes to 2400 in some quiet nights. Of fewer than 50 sessions it says little.
                """,
            Summary = "One session in twenty takes longer than {{ $value | humanizeDuration }}.",
            Description = "Of the sessions that ended in the last half hour, one in twenty took longer than {{ $value | humanizeDuration }}; 26 minutes is usual, and 50 the limit. "
                + "First see whether tools fail more often than usual: sessions drag on when calls are tried again.",
        };
    }
}
