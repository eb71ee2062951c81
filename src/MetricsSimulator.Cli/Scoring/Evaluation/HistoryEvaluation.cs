using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>
/// Evaluates rules over histories. For each history, a Prometheus runs on its blocks. What rules read of other rules is written as further blocks, and Prometheus is started again,
/// once for each depth. It keeps nothing between histories, so that several can be evaluated at a time.
/// </summary>
/// <param name="rules">The rules; see <see cref="RuleOrder"/>.</param>
/// <param name="programs">The programs of Prometheus.</param>
/// <param name="time">The clock of the wait for Prometheus.</param>
internal sealed class HistoryEvaluation(ImmutableArray<EvaluatedRule> rules, PrometheusPrograms programs, TimeProvider time)
{
    /// <summary>Evaluates the rules over a history.</summary>
    /// <param name="folder">The folder with its blocks. It belongs to the evaluation, which adds blocks, and in which Prometheus keeps files of its own.</param>
    /// <param name="from">The beginning of the history.</param>
    /// <param name="to">Its end.</param>
    /// <param name="scheduleOf">When a rule is evaluated, within the history.</param>
    /// <param name="also">What else to ask the Prometheus that has all series, those that rules recorded among them; null for nothing.</param>
    /// <param name="evaluated">Is told the number of evaluations of each rule that is done; null for nobody.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="PrometheusException">A Prometheus did not start, or ended.</exception>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<HistoryActivity> RunAsync(
        string folder, DateTimeOffset from, DateTimeOffset to, Func<EvaluatedRule, EvaluationSchedule> scheduleOf, Func<PrometheusServer, Task>? also, Action<int>? evaluated, CancellationToken cancellation)
    {
        var alerts = new SortedDictionary<int, RuleActivity>();
        var failed = new Dictionary<int, FailedEvaluations>();
        EvaluatedRule[] needed = [.. rules.Where(rule => rule.IsNeeded)];
        var deepest = needed.Select(rule => rule.Depth).Append(0).Max();
        for (var depth = 0; ; depth++)
        {
            await using var server = await PrometheusServer.StartAsync(programs.Server, folder, time, cancellation);
            foreach (var rule in needed.Where(rule => rule.Depth == depth))
            {
                var schedule = scheduleOf(rule);
                if (rule.Definition is AlertingRule alert) alerts[rule.Number] = await EvaluateAsync(rule, alert, schedule);
                else if (await RecordAsync(rule, (RecordingRule)rule.Definition, schedule) is { } failures) failed[rule.Number] = failures;
                evaluated?.Invoke(schedule.Count);
            }

            if (depth < deepest) continue;
            if (also is not null) await also(server);
            return new HistoryActivity([.. alerts.Values], failed, await SelectedSeries.FindAsync(server, rules, from, to, cancellation));

            async Task<RuleActivity> EvaluateAsync(EvaluatedRule rule, AlertingRule alert, EvaluationSchedule schedule)
            {
                var timing = new AlertTiming(rule.Group.Interval, alert.For, alert.KeepFiringFor, rule.Group.Limit);
                var results = new AlertResults(alert, schedule, rule.Shift);
                await RuleQueries.RunAsync(server, rule, schedule.Count, results, cancellation);
                if (rule.IsRead && schedule.Count > 0)
                {
                    using var block = new RecordedBlock(folder, rule, schedule);
                    AlertsBlock.Write(block, AlertStateMachine.Run(timing, results.Activity));
                }

                return new RuleActivity(rule, schedule, timing, results.Activity, results.Failures);
            }

            async Task<FailedEvaluations?> RecordAsync(EvaluatedRule rule, RecordingRule recording, EvaluationSchedule schedule)
            {
                if (schedule.Count == 0) return null;
                using var block = new RecordedBlock(folder, rule, schedule);
                var results = new RecordedResults(recording, rule.Group.Limit, schedule, rule.Shift, block);
                await RuleQueries.RunAsync(server, rule, schedule.Count, results, cancellation);
                block.Commit();
                return results.Failures;
            }
        }
    }

    /// <summary>When a group is evaluated over a history.</summary>
    /// <param name="group">The group.</param>
    /// <param name="from">The beginning of the history. No evaluation is before it.</param>
    /// <param name="to">Its end. All evaluations are before it.</param>
    /// <param name="phase">How long after a multiple of its interval since the Unix epoch it is evaluated.</param>
    public static EvaluationSchedule ScheduleOf(RuleGroup group, DateTimeOffset from, DateTimeOffset to, TimeSpan phase)
    {
        var interval = group.Interval.Ticks;
        var since = (from - DateTimeOffset.UnixEpoch - phase).Ticks % interval;
        var first = since == 0 ? from : from.AddTicks(interval - (since + interval) % interval);
        return new EvaluationSchedule(first, group.Interval, (int)Math.Max(0, ((to - first).Ticks + interval - 1) / interval));
    }
}
