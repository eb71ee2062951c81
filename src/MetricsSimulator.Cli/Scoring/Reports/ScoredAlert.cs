using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Judging;
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

    /// <summary>What a reader of the score should know, in clauses.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>The evaluations that failed; null if none did.</summary>
    public FailedEvaluations? Failures { get; init; }

    /// <summary>What it was required to achieve, and whether it did.</summary>
    public ImmutableArray<DecidedRequirement> Requirements { get; init; } = [];
}
