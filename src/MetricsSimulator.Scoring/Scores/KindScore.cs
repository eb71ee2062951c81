namespace MetricsSimulator.Scoring.Scores;

/// <summary>How many of the incidents of a kind a rule detected.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsClaimed">Whether the rule is meant to detect these. If it claims a kind for one metric only, the kind has a score for each.</param>
/// <param name="Detection">The score.</param>
public sealed record KindScore(string Kind, bool IsClaimed, DetectionScore Detection);
