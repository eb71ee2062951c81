using System.Collections.Immutable;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>How a rule did over the history of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Time">The judged time.</param>
/// <param name="Incidents">The incidents with evidence that the rule reads, in the order of their evidence.</param>
/// <param name="Episodes">What it did in the judged time, in the order of time.</param>
public sealed record RuleJudgement(ulong Seed, JudgedTime Time, ImmutableArray<IncidentJudgement> Incidents, ImmutableArray<RuleEpisode> Episodes)
{
    /// <summary>The number of evaluations in the judged time.</summary>
    public int Evaluations { get; init; }

    /// <summary>The number of those at which it fires on the twin; null without a twin.</summary>
    public int? FiringOnTwin { get; init; }

    /// <summary>The number of episodes on the twin, all of which are false. One that fires when the judged time begins counts. Null without a twin.</summary>
    public int? FalseOnTwin { get; init; }

    /// <summary>The number of episodes with a verdict.</summary>
    public int Count(EpisodeVerdict verdict)
    {
        var count = 0;
        foreach (var episode in Episodes)
            if (episode.Verdict == verdict) count++;
        return count;
    }
}
