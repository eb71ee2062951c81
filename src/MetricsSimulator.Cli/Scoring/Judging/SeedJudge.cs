using System.Collections.Immutable;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Incidents;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Model;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>
/// Judges the rules on one seed after another: it writes the history and its clean twin, has them evaluated, finds what each anomaly left, and removes the histories. Several seeds can be judged
/// at a time.
/// </summary>
/// <param name="plan">What is scored.</param>
/// <param name="runs">The runs.</param>
/// <param name="evaluation">Evaluates the rules.</param>
/// <param name="folder">A folder for the histories.</param>
/// <param name="wall">The clock whose time the blocks have as that of their writing.</param>
/// <param name="witnessOf">Who sees how the rules are judged on a seed; null for nobody.</param>
internal sealed class SeedJudge(ScorePlan plan, ScoredRuns runs, HistoryEvaluation evaluation, string folder, TimeProvider wall, Func<ulong, SeedWitness?>? witnessOf = null)
{
    /// <summary>How often it goes through a history of a seed: to find what anomalies left, and to write the signal and the twin.</summary>
    public const int HistoriesOfASeed = 3;

    /// <summary>The model of the runs, with the seed and the start of any.</summary>
    public SimulationModel Model => runs.Model;

    /// <summary>Judges the rules on one seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="worked">Is told the steps of work on histories that are done, <see cref="HistoriesOfASeed"/> times <see cref="ScorePlan.StepsOfAHistory"/> in all.</param>
    /// <param name="evaluated">Is told the number of evaluations of each rule that is done.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Prometheus.PrometheusException">A Prometheus did not start, or ended.</exception>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<SeedJudgement> JudgeAsync(ulong seed, Action<long> worked, Action<int> evaluated, CancellationToken cancellation)
    {
        var recorded = runs.Of(seed, plan);
        var span = RunSpan.Between(recorded, plan.From, plan.Time.To);
        var compared = new WorkShare(plan.StepsOfAHistory(Model), span.Ticks, worked);
        var anomalies = ScoredRuns.AnomaliesOf(recorded, span.EndTick);
        var incidents = SimulatedIncidents.Of(recorded.Run.Model, anomalies, EvidenceFinder.Find(span, anomalies, compared.Reach, cancellation));
        var witness = witnessOf?.Invoke(seed);
        Func<PrometheusServer, Task>? ask = witness is null ? null : server => witness.AskAsync(server, ScheduleOf, incidents, cancellation);
        var read = span with { Filter = plan.Read };
        var signal = await EvaluateAsync(read, seed, "signal", ask, worked, evaluated, cancellation);
        var twin = await EvaluateAsync(read with { Recorded = recorded.WithoutAnomalies() }, seed, "twin", null, worked, evaluated, cancellation);

        var judgements = ImmutableArray.CreateBuilder<RuleJudgement>(plan.Judged.Length);
        foreach (var judged in plan.Judged)
        {
            var (rule, scored) = judged;
            var (onSignal, onTwin) = (signal.Of(rule), twin.Of(rule));
            var selected = new HashSet<SortedLabels>();
            foreach (var selector in rule.Selectors)
                foreach (var one in (HistoryActivity[])[signal, twin]) selected.UnionWith(one.Selected[selector.Text]);
            var history = new RuleHistory(seed, onSignal.Schedule, incidents, AlertStateMachine.Run(scored.Timing, onSignal.Activity))
            {
                Twin = AlertStateMachine.Run(scored.Timing, onTwin.Activity),
                Selected = selected,
            };
            var judgement = RuleJudge.Judge(scored, history, plan.Time);
            witness?.Take(judged, history, judgement);
            judgements.Add(judgement);
        }

        return SeedJudgement.Of(seed, incidents, judgements.MoveToImmutable(), plan, signal, twin);

        EvaluationSchedule ScheduleOf(EvaluatedRule rule) => plan.ScheduleOf(rule, GroupPhase.Of(rule.Group, seed, recorded.Run.Model.Timeline.UpdateInterval));
    }

    private async Task<HistoryActivity> EvaluateAsync(RunSpan span, ulong seed, string name, Func<PrometheusServer, Task>? also, Action<long> worked, Action<int> evaluated, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, $"{seed}-{name}");
        try
        {
            var history = new BlocksHistory(span, new BlockHistoryPlan(span, wall.GetUtcNow()), path);
            var written = new WorkShare(plan.StepsOfAHistory(Model), history.Steps, worked);
            history.Write(written, cancellation);
            written.Reach(history.Steps);
            var interval = span.Recorded.Run.Model.Timeline.UpdateInterval;
            return await evaluation.RunAsync(path, plan.From, plan.Time.To, rule => plan.ScheduleOf(rule, GroupPhase.Of(rule.Group, seed, interval)), also, evaluated, cancellation);
        }
        finally
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
    }
}
