using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>The score of the answers to a quiz. Immutable.</summary>
/// <param name="Found">The anomalies, each with how well it was found.</param>
internal sealed record MysteryScore(ImmutableArray<FoundAnomaly> Found)
{
    // With less of the time in common, an answer is luck.
    private const double LeastOverlap = 0.2;

    /// <summary>The score, from 0 to 100.</summary>
    public double Total => 100 * Found.Average(found => found.Score);

    /// <summary>Scores answers. Each answer counts for one anomaly, and only for one with which it shares a fifth of the time that either has.</summary>
    /// <param name="mystery">What is hidden.</param>
    /// <param name="start">The start of the run.</param>
    /// <param name="guesses">The answers, at most as many as there are anomalies, so that nothing is won by guessing everything.</param>
    public static MysteryScore Of(Mystery mystery, DateTimeOffset start, ImmutableArray<Guess> guesses)
    {
        var left = guesses.ToList();
        var found = ImmutableArray.CreateBuilder<FoundAnomaly>();
        foreach (var anomaly in mystery.Anomalies)
        {
            var best = left.Select(guess => Compare(anomaly, start, guess)).Where(compared => compared.When >= LeastOverlap).MaxBy(compared => compared.Score);
            found.Add(best ?? new FoundAnomaly(anomaly, null, 0, 0, 0));
            if (best is not null) left.Remove(best.Guess!);
        }

        return new MysteryScore(found.ToImmutable());
    }

    private static FoundAnomaly Compare(HiddenAnomaly anomaly, DateTimeOffset start, Guess guess)
    {
        var (begin, end) = (start + anomaly.After, start + anomaly.After + anomaly.Duration);
        var both = Math.Max(0, ((end < guess.To ? end : guess.To) - (begin > guess.From ? begin : guess.From)).TotalSeconds);
        var either = ((end > guess.To ? end : guess.To) - (begin < guess.From ? begin : guess.From)).TotalSeconds;
        var what = guess.Kind == anomaly.Kind ? 1 : guess.Kind == HiddenKind.Of(anomaly.Kind).Alike ? 0.5 : 0;
        var where = guess.Metric != anomaly.Metric ? 0 : guess.Matchers == anomaly.Matchers ? 1 : 0.5;
        return new FoundAnomaly(anomaly, guess, what, where, both / either);
    }
}
