using MetricsSimulator.Cli.History;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>Judges the rules of a plan on all of its seeds, two at a time.</summary>
/// <param name="plan">What is scored.</param>
/// <param name="judge">Judges one seed.</param>
internal sealed class ScoreRun(ScorePlan plan, SeedJudge judge)
{
    // Each history has a Prometheus of its own, which uses one processor.
    private static readonly int s_seedsAtOnce = Math.Clamp(Environment.ProcessorCount, 1, 2);

    /// <summary>The number of steps that it reports. A step is an evaluation, or the work on a history that takes as long.</summary>
    public long Steps
    {
        get
        {
            var steps = SeedJudge.HistoriesOfASeed * plan.StepsOfAHistory(judge.Model);
            foreach (var rule in plan.Rules)
                if (rule.IsNeeded) steps += 2 * plan.ScheduleOf(rule, TimeSpan.Zero).Count;
            return plan.Seeds.Length * steps;
        }
    }

    /// <summary>Judges them.</summary>
    /// <param name="progress">Is told the steps that are done, and the evaluations as samples, by one thread at a time; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The judgements, in the order of the seeds.</returns>
    /// <exception cref="Prometheus.PrometheusException">A Prometheus did not start, or ended.</exception>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<SeedJudgement[]> RunAsync(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        var judgements = new SeedJudgement[plan.Seeds.Length];
        var report = new Lock();
        long steps = 0, evaluations = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = s_seedsAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, plan.Seeds.Length), options, async (i, stop) =>
            judgements[i] = await judge.JudgeAsync(plan.Seeds[i], done => Report(done, 0), done => Report(done, done), stop));
        return judgements;

        void Report(long moreSteps, long moreEvaluations)
        {
            lock (report) progress?.Report(new HistoryProgress(steps += moreSteps, evaluations += moreEvaluations));
        }
    }
}
