using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>Evaluates alerts over a history that a Prometheus already has. What other rules record is taken as it is there.</summary>
/// <param name="rules">The rules; see <see cref="RuleOrder.AsRecorded"/>.</param>
/// <param name="server">The Prometheus.</param>
internal sealed class RecordedEvaluation(ImmutableArray<EvaluatedRule> rules, PrometheusConnection server)
{
    /// <summary>Evaluates the alerts, one query after another.</summary>
    /// <param name="from">The beginning of the history.</param>
    /// <param name="to">Its end.</param>
    /// <param name="scheduleOf">When an alert is evaluated, within the history.</param>
    /// <param name="evaluated">Is told the number of evaluations of each alert that is done; null for nobody.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="PrometheusException">There is no answer.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<HistoryActivity> RunAsync(DateTimeOffset from, DateTimeOffset to, Func<EvaluatedRule, EvaluationSchedule> scheduleOf, Action<int>? evaluated, CancellationToken cancellation)
    {
        // A server that does not answer is found before the long queries.
        var selected = await SelectedSeries.FindAsync(server, rules, from, to, cancellation);
        var alerts = ImmutableArray.CreateBuilder<RuleActivity>();
        foreach (var rule in rules)
        {
            if (rule.Definition is not AlertingRule alert) continue;
            var schedule = scheduleOf(rule);
            var timing = new AlertTiming(rule.Group.Interval, alert.For, alert.KeepFiringFor, rule.Group.Limit);
            var results = new AlertResults(alert, schedule, rule.Group.QueryOffset);
            // Where nothing that it reads is there, it is not judged.
            if (rule.Selectors.Length == 0 || rule.Selectors.Any(selector => !selected[selector.Text].IsEmpty)) await RuleQueries.RunAsync(server, rule, schedule.Count, results, cancellation);
            alerts.Add(new RuleActivity(rule, schedule, timing, results.Activity, results.Failures));
            evaluated?.Invoke(schedule.Count);
        }

        return new HistoryActivity(alerts.ToImmutable(), [], selected);
    }
}
