namespace MetricsSimulator.Scoring.Scores;

/// <summary>Whether a rule meets a requirement.</summary>
public enum RequirementOutcome
{
    /// <summary>It does.</summary>
    Met,

    /// <summary>It does not.</summary>
    Unmet,

    /// <summary>It does not, because the figure is unknown: no incident counts, none was detected, or there is no twin.</summary>
    Unknown,

    /// <summary>It need not: the rule claims no incidents, or none of this kind.</summary>
    NotApplicable,
}
