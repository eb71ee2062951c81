namespace MetricsSimulator.Scoring.Scores;

/// <summary>What a rule adds to a rule set.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="First">The number of incidents that it detected before any other rule.</param>
public sealed record RuleShare(string Rule, int First);
