namespace MetricsSimulator.Scoring.Judging;

/// <summary>What an episode of an alert is. The first that applies.</summary>
public enum EpisodeVerdict
{
    /// <summary>An incident that the rule claims caused it, in the incident's time.</summary>
    Detection,

    /// <summary>An incident that the rule reads and does not claim caused it, in the incident's time.</summary>
    Other,

    /// <summary>An incident that the rule reads caused it, after the grace, while the expression still looked back at it.</summary>
    Aftermath,

    /// <summary>It is spontaneous: the same instance fires in the clean twin at that evaluation. Or nothing that the rule reads caused it.</summary>
    False,

    /// <summary>It lies in the time of no incident, and there is no twin that could say more.</summary>
    Unmatched,
}
