using System.Globalization;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Alerts for telemetry that does not come, for edits that users reject, and for a cache that is not hit.</summary>
internal static class TeamUseRules
{
    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(WorkloadMetrics metrics)
    {
        var job = ScrapeConfiguration.LabelNames[0];
        if (ExpectedStarts.Of(metrics.Workload) is { } expected)
        {
            var window = DurationText.Format(expected.Window.Length!.Value);
            var absent = new And(new Absent(metrics.Cost.Value.With(job, ScrapeConfiguration.JobName), expected.Window), expected.Time) { IgnoresLabels = true };
            yield return new AlertRule(
                "ClaudeCodeTelemetryAbsent", new And(absent, QueriedMetric.Up.Value.With(job, ScrapeConfiguration.JobName).EqualTo(1)) { IgnoresLabels = true }, TimeSpan.FromMinutes(5), Severity.Ticket)
            {
                Reason = string.Create(CultureInfo.InvariantCulture, $"""
                    At night and at weekends, no session is nothing unusual. In these hours of working days (UTC), at least {ExpectedStarts.Enough} sessions are expected to start in {window}, in winter
                    and in summer. It does not fire while the target is down, because another alert does.
                    """),
                Detects = ["missing_metrics"],
                Summary = $"No session of the team has cost anything for {window}.",
                Description = $"It is a working day, and for {window} no series of {metrics.Cost.Name} has come from {{{{ $labels.job }}}}, although its target is up. Other alerts have nothing to look at. "
                    + "First look whether a session exports telemetry at all, then at the collector between it and Prometheus.",
            };
        }

        yield return new AlertRule("ClaudeCodeAcceptanceLow", metrics.Acceptance(QueryWindow.Day, job).Below(0.7).And(Asked(metrics, job).Above(50)), TimeSpan.FromMinutes(30), Severity.Ticket)
        {
            Reason = "Of the simulated users' own decisions, 90 % accept. With 50 decisions, the standard deviation of the share is 4 % (binomial), and 70 % is five of them away.",
            Detects = [],
            Summary = "Users accept only {{ $value | humanizePercentage }} of the edits.",
            Description = "In the last 24 hours, users of {{ $labels.job }} accepted {{ $value | humanizePercentage }} of the edits about which they were asked; 90 % is usual, and 70 % the limit. "
                + "First see on the board Adoption whether one language or one team stands out.",
        };
        yield return new AlertRule("ClaudeCodeCacheHitLow", metrics.CacheHit(QueryWindow.Hour, job).Below(0.8).And(metrics.PromptTokens(QueryWindow.Hour, job).Above(1e7)), TimeSpan.FromMinutes(10), Severity.Ticket)
        {
            Reason = "From 90 % to 98 % of the tokens of prompts are read from the cache. Ten million tokens are some eighty calls; of fewer, many are the first of a session.",
            Detects = [],
            Summary = "Only {{ $value | humanizePercentage }} of the tokens of prompts come from the cache.",
            Description = "In the last hour, {{ $value | humanizePercentage }} of the tokens of the prompts of {{ $labels.job }} were read from the cache; 95 % is usual, and 80 % the limit. Others cost ten times as much. "
                + "First see on the board Cost and budget whether one model stands out.",
        };
    }

    private static Sum Asked(WorkloadMetrics metrics, string job) => new(new Gain(metrics.Decisions.Value.Where("source", MatchOperator.Matches, "user_.*"), QueryWindow.Day), job);
}
