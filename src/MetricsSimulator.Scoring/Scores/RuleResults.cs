using System.Collections.Immutable;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Scoring.Scores;

/// <summary>A rule and how it did over the history of each seed.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Judgements">A judgement for each seed, in any order, all with a judged time of the same length.</param>
public sealed record RuleResults(ScoredRule Rule, ImmutableArray<RuleJudgement> Judgements)
{
    /// <summary>The judgements in the order of their seeds, so that scores do not depend on the order in which they came.</summary>
    internal RuleJudgement[] BySeed()
    {
        RuleJudgement[] judgements = [.. Judgements];
        Array.Sort(judgements, (one, other) => one.Seed.CompareTo(other.Seed));
        return judgements;
    }
}
