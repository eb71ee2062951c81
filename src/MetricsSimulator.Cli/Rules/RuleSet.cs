using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Rules;

/// <summary>
/// The rules to start with for what a run exposes. For metrics of the catalogue there are alerts with thresholds, because it is known what is usual there. Of every
/// other metric it is recorded how fast it grows or how long it takes, and there is an alert for when it is gone.
/// </summary>
internal static class RuleSet
{
    /// <summary>The rules for a run. None of them names a metric that it has not got.</summary>
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
