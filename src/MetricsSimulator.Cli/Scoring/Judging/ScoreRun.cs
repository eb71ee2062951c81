namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>Judges the rules of a plan on all of its seeds, two at a time.</summary>
/// <param name="plan">What is scored.</param>
/// <param name="judge">Judges one seed.</param>
internal sealed class ScoreRun(ScorePlan plan, SeedJudge judge)
{
    // Each history has a Prometheus of its own, which uses one processor.
    private static readonly int s_seedsAtOnce = Math.Clamp(Environment.ProcessorCount, 1, 2);

    /// <summary>The number of evaluations that it takes.</summary>
    public long Evaluations
    {
        get
        {
            long count = 0;
            foreach (var rule in plan.Rules)
                if (rule.IsNeeded) count += plan.ScheduleOf(rule, TimeSpan.Zero).Count;
            return 2 * plan.Seeds.Length * count;
        }
    }

    /// <summary>Judges them.</summary>
    /// <param name="progress">Is told the number of evaluations that are done; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The judgements, in the order of the seeds.</returns>
    /// <exception cref="Prometheus.PrometheusException">A Prometheus did not start, or ended.</exception>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<SeedJudgement[]> RunAsync(IProgress<long>? progress, CancellationToken cancellation)
    {
        var judgements = new SeedJudgement[plan.Seeds.Length];
        long done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = s_seedsAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, plan.Seeds.Length), options, async (i, stop) =>
            judgements[i] = await judge.JudgeAsync(plan.Seeds[i], count => progress?.Report(Interlocked.Add(ref done, count)), stop));
        return judgements;
    }
}
