using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Scoring.Scores;

/// <summary>How many of some incidents a rule detected, over all seeds.</summary>
/// <param name="Judged">The incidents that count.</param>
/// <param name="Detected">Those that it detected.</param>
/// <param name="Recall">Their share; null if none counts.</param>
/// <param name="Chance">The share that episodes at random times would have detected; null if none counts.</param>
public sealed record DetectionScore(int Judged, int Detected, Estimate? Recall, double? Chance)
{
    /// <summary>The incidents that it missed because it fired already, for no reason.</summary>
    public int AlreadyFiring { get; private init; }

    /// <summary>The incidents that it missed because their evidence was gone before <c>for</c> had passed.</summary>
    public int TooShort { get; private init; }

    /// <summary>The incidents that it missed for no such reason.</summary>
    public int Missed { get; private init; }

    /// <summary>The incidents that do not count because another incident's episode covered them.</summary>
    public int Masked { get; private init; }

    /// <summary>How much of what chance leaves the rule detects: (recall − chance)/(1 − chance). Null if nothing counts, or chance detects all.</summary>
    public double? Skill => Recall is { } recall && Chance is { } chance and < 1 ? (recall.Value - chance) / (1 - chance) : null;

    /// <summary>Whether it detects significantly more than chance: the interval of its recall lies above it.</summary>
    public bool IsAboveChance => Recall?.Low > Chance;

    /// <summary>Counts incidents.</summary>
    /// <param name="judgements">The judgements, in the order of their seeds.</param>
    /// <param name="counts">Says which incidents to count.</param>
    internal static DetectionScore Of(RuleJudgement[] judgements, Func<IncidentJudgement, bool> counts)
    {
        var outcomes = new int[(int)IncidentOutcome.Missed + 1];
        var judged = new int[judgements.Length];
        var detected = new int[judgements.Length];
        double chance = 0;
        int allJudged = 0, allDetected = 0;
        for (var i = 0; i < judgements.Length; i++)
        {
            foreach (var incident in judgements[i].Incidents)
            {
                if (!counts(incident)) continue;
                outcomes[(int)incident.Outcome]++;
                if (!incident.IsJudged) continue;
                judged[i]++;
                if (incident.Outcome == IncidentOutcome.Detected) detected[i]++;
                chance += incident.Chance;
            }

            allJudged += judged[i];
            allDetected += detected[i];
        }

        return new DetectionScore(allJudged, allDetected, Proportion.Of(detected, judged), allJudged == 0 ? null : chance / allJudged)
        {
            AlreadyFiring = outcomes[(int)IncidentOutcome.AlreadyFiring],
            TooShort = outcomes[(int)IncidentOutcome.TooShort],
            Missed = outcomes[(int)IncidentOutcome.Missed],
            Masked = outcomes[(int)IncidentOutcome.Masked],
        };
    }
}
