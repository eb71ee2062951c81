using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>A requirement, and whether a rule meets it.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Outcome">Whether it is met.</param>
/// <param name="Value">The figure of the rule; null if it is unknown.</param>
internal sealed record DecidedRequirement(Requirement Requirement, RequirementOutcome Outcome, double? Value)
{
    /// <summary>Whether the rule fails because of it.</summary>
    public bool IsUnmet => Outcome is RequirementOutcome.Unmet or RequirementOutcome.Unknown;
}
