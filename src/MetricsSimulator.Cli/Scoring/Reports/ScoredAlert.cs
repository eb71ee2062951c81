using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>An alerting rule and its score.</summary>
/// <param name="Judged">The rule.</param>
/// <param name="Score">The score; null for a rule that is not scored.</param>
internal sealed record ScoredAlert(JudgedRule Judged, RuleScore? Score)
{
    /// <summary>The name of the alert.</summary>
    public string Name => Judged.Scored.Name;

    /// <summary>Why it is not scored, in a clause; null if it is.</summary>
    public string? NotScored { get; init; }

    /// <summary>Whether it was judged on simulated histories.</summary>
    public bool IsSimulated { get; init; } = true;

    /// <summary>What a reader of the score should know, in clauses.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>What it did on each seed, in the order of the seeds; empty for a rule that is not scored.</summary>
    public ImmutableArray<RuleJudgement> Judgements { get; init; } = [];

    /// <summary>The evaluations that failed; null if none did.</summary>
    public FailedEvaluations? Failures { get; init; }

    /// <summary>What it was required to achieve, and whether it did.</summary>
    public ImmutableArray<DecidedRequirement> Requirements { get; init; } = [];

    /// <summary>The anomalies that it claims and that had an outcome, in the order of seeds and evidence.</summary>
    public IEnumerable<AnomalyName> NamesOf(IncidentOutcome outcome)
    {
        foreach (var judgement in Judgements)
            foreach (var incident in judgement.Incidents)
                if (incident.IsClaimed && incident.Outcome == outcome) yield return new AnomalyName(judgement.Seed, incident.Incident.Id) { HasSeed = IsSimulated };
    }
}
