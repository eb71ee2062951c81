using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Rules;

/// <summary>
/// The rules for the metrics of a run. Metrics of the catalogue have alerts with thresholds, because their usual values are known. For every
/// other metric, rates and percentiles are recorded, and an alert fires if the metric is absent. A team has rules of its own, whose thresholds grow with it.
/// </summary>
internal static class RuleSet
{
    /// <summary>The rules for a run. None of them names a metric that the run does not have.</summary>
    public static RuleFile Of(Run run)
    {
        var team = WorkloadMetrics.Of(run);
        var all = CatalogueMetrics.Of(run);
        var metrics = all.WithoutWorkload();
        RuleGroup[] groups =
        [
            // The profile of the specification has no series that come and go, so that rates see everything.
            new("claude_code_rates", [.. RateRules.Of(team is null ? all : metrics)]),
            .. team is null ? [] : TeamGroups(team),
            new("claude_code_target", [.. TargetRules.Of(metrics)]),
            new("claude_code_budget", [.. BudgetRules.Of(metrics)]),
            new("claude_code_errors", [.. ErrorRules.Of(metrics)]),
            new("claude_code_sessions", [.. SessionRules.Of(metrics)]),
            new("claude_code_tokens", [.. TokenRules.Of(metrics)]),
            new("claude_code_resets", [.. ResetRules.Of(metrics)]),
        ];
        return new RuleFile([.. groups.Where(group => !group.Rules.IsEmpty)]);
    }

    private static IEnumerable<RuleGroup> TeamGroups(WorkloadMetrics metrics)
    {
        var scale = WorkloadScale.Of(metrics.Workload);
        yield return new("claude_code_team", [.. TeamGainRules.Of(metrics), .. TeamSpendRules.Of(metrics, scale), .. TeamUseRules.Of(metrics)]) { Interval = TimeSpan.FromMinutes(1) };
        yield return new("claude_code_team_budget", [.. TeamBudgetRules.Of(metrics, scale)]) { Interval = TimeSpan.FromMinutes(5) };
    }
}
