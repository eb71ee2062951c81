using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>What the rules did over the histories of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Incidents">All anomalies of the judged time and the time before it.</param>
/// <param name="Rules">The judgements, in the order of <see cref="ScorePlan.Judged"/>.</param>
/// <param name="Failures">The evaluations that failed, on the signal or else on the twin, by the number of the rule.</param>
/// <param name="Selected">The selectors that select series of the signal or the twin, as texts.</param>
internal sealed record SeedJudgement(
    ulong Seed, ImmutableArray<Incident> Incidents, ImmutableArray<RuleJudgement> Rules, Dictionary<int, FailedEvaluations> Failures, HashSet<string> Selected)
{
    /// <summary>The series of metrics of which a selector selects none, by <see cref="PromQL.Selector.OfName"/>.</summary>
    public Dictionary<string, ImmutableArray<SortedLabels>> Namesakes { get; init; } = [];
}
