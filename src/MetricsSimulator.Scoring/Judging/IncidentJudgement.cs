using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>What a rule made of an incident that it reads.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="IsClaimed">Whether the rule is meant to detect it.</param>
/// <param name="Outcome">What the rule made of it.</param>
/// <param name="Floor">The earliest instant at which the rule can fire because of it: the first evaluation that sees its evidence, and <c>for</c>.</param>
public sealed record IncidentJudgement(Incident Incident, bool IsClaimed, IncidentOutcome Outcome, DateTimeOffset Floor)
{
    /// <summary>Whether it counts: it is neither outside the judged time nor masked.</summary>
    public bool IsJudged => Outcome is not (IncidentOutcome.Outside or IncidentOutcome.Masked);

    /// <summary>The instant at which the rule first began to fire because of it; null if it did not.</summary>
    public DateTimeOffset? DetectedAt { get; init; }

    /// <summary>The labels of the instance that fired first.</summary>
    public SortedLabels? DetectedBy { get; init; }

    /// <summary>The instant at which the rule no longer fired because of it; null if it did not fire, or fires to the end of the history.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The earliest instant at which an alert that fires because of it can be resolved: the evaluation after its last evidence, and <c>keep_firing_for</c>.</summary>
    public DateTimeOffset ResolutionFloor { get; init; }

    /// <summary>How often an instance fired again because of it.</summary>
    public int Flaps { get; init; }

    /// <summary>The share of random shifts of the rule's episodes by which one would have detected it.</summary>
    public double Chance { get; init; }

    /// <summary>The time from the start of the incident to its detection.</summary>
    public TimeSpan? Delay => DetectedAt - Incident.Start;

    /// <summary>The delay beyond what no rule with this <c>for</c> can avoid. It is below zero if an instance was pending before.</summary>
    public TimeSpan? Excess => DetectedAt - Floor;

    /// <summary>Whether it was detected when it was over.</summary>
    public bool IsLate => DetectedAt >= Incident.End;

    /// <summary>The time from the end of the incident to its resolution.</summary>
    public TimeSpan? Resolution => ResolvedAt - Incident.End;
}
