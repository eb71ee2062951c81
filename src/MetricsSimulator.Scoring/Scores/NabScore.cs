using MetricsSimulator.Randomness;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Scoring.Scores;

/// <summary>
/// The score of the Numenta Anomaly Benchmark, with windows that begin at the first evidence: 100 for a rule that fires with the first evidence of each incident and never else, 0 for
/// one that never fires. Source: Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms", ICMLA 2015, section II, with the weights of its standard profile.
/// </summary>
internal static class NabScore
{
    private const double WeightOfFalse = 0.11;

    /// <summary>Computes it.</summary>
    /// <returns>The score; null if no incident counts.</returns>
    public static double? Of(RuleJudgement[] judgements)
    {
        double sum = 0;
        var judged = 0;
        foreach (var judgement in judgements)
        {
            foreach (var incident in judgement.Incidents)
            {
                if (!incident.IsClaimed || !incident.IsJudged) continue;
                judged++;
                sum += incident.DetectedAt is { } start ? Sigmoid(Place(judgement, incident, start)) : -1;
            }

            foreach (var episode in judgement.Episodes)
                if (episode.Verdict == EpisodeVerdict.False) sum += WeightOfFalse * Penalty(judgement, episode.FiresAt);
        }

        return judged == 0 ? null : 100 * (sum + judged) / (judged * (Sigmoid(-1) + 1));
    }

    private static double Penalty(RuleJudgement judgement, DateTimeOffset start)
    {
        double? nearest = null;
        foreach (var incident in judgement.Incidents)
        {
            if (!incident.IsClaimed || !incident.IsJudged || incident.Incident.Evidence!.Last + judgement.Time.Grace > start) continue;
            var place = Place(judgement, incident, start);
            if (nearest is null || place < nearest) nearest = place;
        }

        return nearest is { } found ? Sigmoid(found) : -1;
    }

    // From −1 at the begin of the incident's window to 0 at its end, and on.
    private static double Place(RuleJudgement judgement, IncidentJudgement incident, DateTimeOffset start)
    {
        var evidence = incident.Incident.Evidence!;
        var end = evidence.Last + judgement.Time.Grace;
        return (start - end) / (end - evidence.First);
    }

    private static double Sigmoid(double place) => 2 / (1 + DeterministicMath.Exp(Math.Min(700, 5 * place))) - 1;
}
