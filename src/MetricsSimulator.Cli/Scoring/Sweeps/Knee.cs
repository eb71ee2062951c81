using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Scoring.Sweeps;

/// <summary>
/// The value of a sweep beyond which recall costs more false alarms than before: the one farthest above the line from the quietest value to the one that finds most, with both axes from 0 to 1.
/// Source: Satopää, Albrecht, Irwin and Raghavan, "Finding a 'Kneedle' in a Haystack", ICDCS Workshops 2011, section III.
/// </summary>
internal static class Knee
{
    /// <summary>The index of the knee; −1 if a score has no recall or no false alarms a day, or all values are as good.</summary>
    /// <param name="scores">The scores of the values, in any order.</param>
    public static int Of(IReadOnlyList<RuleScore> scores)
    {
        if (scores.Count == 0 || scores.Any(score => score.Detection.Recall is null || score.FalsePerDay is null)) return -1;
        var recalls = scores.Select(score => score.Detection.Recall!.Value).ToArray();
        var rates = scores.Select(score => score.FalsePerDay!.Value).ToArray();
        double leastRecall = recalls.Min(), leastRate = rates.Min(), recallSpan = recalls.Max() - leastRecall, rateSpan = rates.Max() - leastRate;
        if (recallSpan == 0 && rateSpan == 0) return -1;
        var knee = 0;
        for (var i = 1; i < scores.Count; i++)
        {
            var ahead = Height(i) - Height(knee);
            // Of two that are as good, the sooner one.
            if (ahead > 0 || (ahead == 0 && scores[i].Delay?.Median.Value < scores[knee].Delay?.Median.Value)) knee = i;
        }

        return knee;

        double Height(int i) => Part(recalls[i] - leastRecall, recallSpan) - Part(rates[i] - leastRate, rateSpan);
    }

    private static double Part(double length, double whole) => whole == 0 ? 0 : length / whole;
}
