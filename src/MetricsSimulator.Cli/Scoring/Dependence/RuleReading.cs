using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Dependence;

/// <summary>Which rules a selector can read, by the labels that are known before anything is evaluated.</summary>
internal static class RuleReading
{
    /// <summary>The metric that has a sample for each alert that is pending or firing.</summary>
    public const string Alerts = "ALERTS";

    /// <summary>The metric with the times at which alerts became pending.</summary>
    public const string AlertsForState = "ALERTS_FOR_STATE";

    /// <summary>Whether a selector may select series of a rule.</summary>
    public static bool MayRead(Selector selector, RuleDefinition rule) => rule is RecordingRule
        ? selector.Allows(Selector.NameLabel, rule.Name) && AllowsLabels(selector, rule)
        : selector.Allows(Selector.NameLabel, Alerts) && selector.Allows(SortedLabels.AlertName, rule.Name) && AllowsLabels(selector, rule);

    // A label with a template can have any value.
    private static bool AllowsLabels(Selector selector, RuleDefinition rule)
    {
        foreach (var (name, value) in rule.Labels)
            if (!value.Contains("{{", StringComparison.Ordinal) && name != SortedLabels.AlertName && !selector.Allows(name, value)) return false;
        return true;
    }
}
