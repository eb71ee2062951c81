using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>Judges alerts on a history that a Prometheus already has, by the times of known incidents alone: there is no twin.</summary>
/// <param name="plan">What is scored.</param>
/// <param name="evaluation">Evaluates the alerts.</param>
/// <param name="incidents">The known incidents.</param>
internal sealed class RecordedJudge(ScorePlan plan, RecordedEvaluation evaluation, ImmutableArray<Incident> incidents)
{
    /// <summary>Judges them.</summary>
    /// <param name="evaluated">Is told the number of evaluations of each alert that is done; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Prometheus.PrometheusException">There is no answer.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<SeedJudgement> JudgeAsync(Action<int>? evaluated, CancellationToken cancellation)
    {
        // The phase of the Prometheus is not known; this is that of the first seed.
        var seed = plan.Seeds[0];
        var activity = await evaluation.RunAsync(plan.From, plan.Time.To, rule => plan.ScheduleOf(rule, GroupPhase.Of(rule.Group, seed, TimeSpan.Zero)), evaluated, cancellation);
        var judgements = ImmutableArray.CreateBuilder<RuleJudgement>(plan.Judged.Length);
        foreach (var (rule, scored) in plan.Judged)
        {
            var alert = activity.Of(rule);
            judgements.Add(RuleJudge.Judge(scored, new RuleHistory(seed, alert.Schedule, incidents, AlertStateMachine.Run(scored.Timing, alert.Activity)), plan.Time));
        }

        return SeedJudgement.Of(seed, incidents, judgements.MoveToImmutable(), plan, activity);
    }
}
