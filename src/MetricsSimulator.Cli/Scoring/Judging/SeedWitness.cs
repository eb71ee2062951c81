using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>Sees how the rules are judged on one seed, and may ask its Prometheus for more than judging needs. One thread at a time.</summary>
internal abstract class SeedWitness
{
    /// <summary>Asks the Prometheus over the history with the anomalies.</summary>
    /// <param name="server">The Prometheus.</param>
    /// <param name="scheduleOf">When a rule is evaluated.</param>
    /// <param name="incidents">All anomalies of the history.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PrometheusException">The Prometheus ended.</exception>
    public abstract Task AskAsync(PrometheusServer server, Func<EvaluatedRule, EvaluationSchedule> scheduleOf, ImmutableArray<Incident> incidents, CancellationToken cancellation);

    /// <summary>Takes what a rule did.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="history">Its states.</param>
    /// <param name="judgement">What they amount to.</param>
    public abstract void Take(JudgedRule rule, RuleHistory history, RuleJudgement judgement);
}
