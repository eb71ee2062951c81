using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>What rules returned over one history.</summary>
/// <param name="Alerts">The alerting rules, in their order.</param>
/// <param name="FailedRecordings">The recording rules with evaluations that failed, by number.</param>
/// <param name="Selected">The series that each selector selects anywhere in the history, by <see cref="Selector.Text"/>; those that rules recorded among them.</param>
internal sealed record HistoryActivity(
    ImmutableArray<RuleActivity> Alerts, Dictionary<int, FailedEvaluations> FailedRecordings, Dictionary<string, ImmutableArray<SortedLabels>> Selected)
{
    /// <summary>What an alert returned. It must be one of <see cref="Alerts"/>.</summary>
    public RuleActivity Of(EvaluatedRule rule)
    {
        foreach (var alert in Alerts)
            if (alert.Rule.Number == rule.Number) return alert;
        throw new ArgumentException($"Rule {rule.Number} was not evaluated.", nameof(rule));
    }
}
