namespace MetricsSimulator.Scoring.Judging;

/// <summary>What a rule made of an incident that it reads.</summary>
public enum IncidentOutcome
{
    /// <summary>It is not judged: it begins before the judged time, or the grace after its end lies beyond it.</summary>
    Outside,

    /// <summary>It is not judged: an episode that another incident caused fired before its evidence and at its floor, so that it could not be told.</summary>
    Masked,

    /// <summary>The rule began to fire because of it.</summary>
    Detected,

    /// <summary>Missed: at its floor the rule fired for no reason.</summary>
    AlreadyFiring,

    /// <summary>Missed: its evidence was gone before <c>for</c> had passed.</summary>
    TooShort,

    /// <summary>Missed for no other reason than that the rule did not see it.</summary>
    Missed,
}
