using System.Collections.Immutable;
using MetricsSimulator.Cli.Quizzes;

namespace MetricsSimulator.Test.Quizzes;

public sealed class MysteryScoreTest
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    // Of quiz 7.
    private static readonly HiddenAnomaly s_hidden = Mystery.Of(7, false).Anomalies.Single();

    [Fact]
    public void The_truth_has_100_points() => Assert.Equal(100, Score(Truth(s_hidden)), 9);

    [Fact]
    public void An_answer_that_does_not_overlap_has_none() =>
        Assert.Equal(0, Score(Truth(s_hidden) with { From = s_start, To = s_start + s_hidden.After }));

    [Fact]
    public void A_kind_that_looks_alike_and_other_series_of_the_metric_count_half() =>
        Assert.Equal(100 * (0.5 + 0.5 + 1) / 3, Score(Truth(s_hidden) with { Kind = "spike", Matchers = "" }), 9);

    [Fact]
    public void Half_of_the_time_counts_half() =>
        Assert.Equal(100 * 2.5 / 3, Score(Truth(s_hidden) with { To = s_start + s_hidden.After + s_hidden.Duration / 2 }), 9);

    [Fact]
    public void Of_three_anomalies_each_answer_counts_for_one()
    {
        var mystery = Mystery.Of(3, true);
        Guess[] truths = [.. mystery.Anomalies.Select(Truth).Reverse()];
        Assert.Equal(100, MysteryScore.Of(mystery, s_start, [.. truths]).Total, 9);
        Assert.Equal(100.0 * 2 / 3, MysteryScore.Of(mystery, s_start, [.. truths[..2]]).Total, 9);
    }

    // The chance to share enough of half an hour in six hours is about a ninth, and the parts are then right now and then.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_random_answer_scores_near_nothing(bool isHard)
    {
        const int Quizzes = 200;
        var chance = new Random(1);
        var sum = 0.0;
        for (var number = 0UL; number < Quizzes; number++)
        {
            var mystery = Mystery.Of(number, isHard);
            sum += MysteryScore.Of(mystery, s_start, [.. mystery.Anomalies.Select(_ => RandomAnswer(chance))]).Total;
        }

        Assert.InRange(sum / Quizzes, 0, 10);
    }

    private static Guess RandomAnswer(Random chance)
    {
        var other = Mystery.Of((ulong)chance.Next(), false).Anomalies.Single();
        var from = s_start + TimeSpan.FromMinutes(chance.Next(330));
        return new Guess(Mystery.Kinds[chance.Next(Mystery.Kinds.Length)], other.Metric, other.Matchers, from, from + TimeSpan.FromMinutes(30));
    }

    private static double Score(params ImmutableArray<Guess> guesses) => MysteryScore.Of(Mystery.Of(7, false), s_start, guesses).Total;

    private static Guess Truth(HiddenAnomaly hidden) => new(hidden.Kind, hidden.Metric, hidden.Matchers, s_start + hidden.After, s_start + hidden.After + hidden.Duration);
}
