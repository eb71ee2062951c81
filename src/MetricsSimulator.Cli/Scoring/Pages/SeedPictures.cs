using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Pages;

/// <summary>The pictures of one seed, made while it is judged. One thread at a time.</summary>
/// <param name="plan">What is scored.</param>
/// <param name="seed">The seed.</param>
/// <param name="bytes">The most bytes of values in a picture.</param>
internal sealed class SeedPictures(ScorePlan plan, ulong seed, int bytes) : SeedWitness
{
    // So that a page can be mailed, however many alerts and seeds there are: values take at most 1.5 MB, a third more in Base64, unless there are thousands of pictures.
    private const int MostSeeds = 20;
    private const int MostBytes = 1_500_000;
    private const int LeastBytesOfPicture = 600;
    private const int MostBytesOfPicture = 60_000;

    // With more instances, one line shows all of them.
    private const int MostLines = 4;

    private readonly Dictionary<int, ComparedValues> _values = [];

    /// <summary>The seed.</summary>
    public ulong Seed => seed;

    /// <summary>The anomalies of the history.</summary>
    public ImmutableArray<Incident> Incidents { get; private set; } = [];

    /// <summary>The picture of each alert as JSON, in the order of the files; values of a sweep have none.</summary>
    public List<string> Pictures { get; } = [];

    /// <summary>Those of the first seeds of a plan.</summary>
    public static SeedPictures[] Of(ScorePlan plan)
    {
        var alerts = plan.Judged.Count(judged => judged.Swept is null);
        var pictures = new SeedPictures[Math.Min(MostSeeds, plan.Seeds.Length)];
        var bytes = Math.Clamp(MostBytes / Math.Max(1, alerts * pictures.Length), LeastBytesOfPicture, MostBytesOfPicture);
        for (var i = 0; i < pictures.Length; i++) pictures[i] = new SeedPictures(plan, plan.Seeds[i], bytes);
        return pictures;
    }

    /// <inheritdoc/>
    public override async Task AskAsync(PrometheusServer server, Func<EvaluatedRule, EvaluationSchedule> scheduleOf, ImmutableArray<Incident> incidents, CancellationToken cancellation)
    {
        Incidents = incidents;
        foreach (var judged in plan.Judged)
        {
            if (judged.Swept is not null) continue;
            var schedule = scheduleOf(judged.Rule);
            var (first, end) = (schedule.FirstFrom(plan.Time.From), schedule.FirstFrom(plan.Time.To));
            _values[judged.Rule.Number] = await ComparedValues.AskAsync(server, judged.Rule, schedule with { First = schedule.InstantOf(first), Count = end - first }, MostLines, cancellation);
        }
    }

    /// <inheritdoc/>
    public override void Take(JudgedRule rule, RuleHistory history, RuleJudgement judgement)
    {
        if (rule.Swept is not null) return;
        _values.Remove(rule.Rule.Number, out var values);
        Pictures.Add(new AlertPicture(plan.Time, rule, values!, history, judgement, bytes).ToJson());
    }
}
