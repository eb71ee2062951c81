using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>What an alerting rule returned over one history.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Schedule">When it was evaluated.</param>
/// <param name="Timing">What decides, besides the result, when it fires.</param>
/// <param name="Activity">For each instance, the evaluations that returned it.</param>
/// <param name="Failures">The evaluations that failed; null if none did.</param>
internal sealed record RuleActivity(EvaluatedRule Rule, EvaluationSchedule Schedule, AlertTiming Timing, AlertActivity Activity, FailedEvaluations? Failures)
{
    /// <summary>Whether every evaluation failed, so that the rule cannot be judged.</summary>
    public bool FailsAlways => Failures is { } failures && failures.Count == Schedule.Count;
}
