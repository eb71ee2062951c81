using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Rules;

/// <summary>
/// The rules for the metrics of a run. Metrics of the catalogue have alerts with thresholds, because their usual values are known. For every
/// other metric, rates and percentiles are recorded, and an alert fires if the metric is absent.
/// </summary>
internal static class RuleSet
{
    /// <summary>The rules for a run. None of them names a metric that the run does not have.</summary>
    public static RuleFile Of(Run run)
    {
        var metrics = CatalogueMetrics.Of(run);
        RuleGroup[] groups =
        [
            new("claude_code_rates", [.. RateRules.Of(metrics)]),
            new("claude_code_target", [.. TargetRules.Of(metrics)]),
            new("claude_code_budget", [.. BudgetRules.Of(metrics)]),
            new("claude_code_errors", [.. ErrorRules.Of(metrics)]),
            new("claude_code_sessions", [.. SessionRules.Of(metrics)]),
            new("claude_code_tokens", [.. TokenRules.Of(metrics)]),
            new("claude_code_resets", [.. ResetRules.Of(metrics)]),
        ];
        return new RuleFile([.. groups.Where(group => !group.Rules.IsEmpty)]);
    }
}
