using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Scoring.Prometheus;

namespace MetricsSimulator.Test.Lessons;

/// <summary>How answers are read that are numbers or words.</summary>
public sealed class AnswerTest
{
    [Theory]
    [InlineData("0.05", 0.05)]
    [InlineData(" 5 % ", 0.05)]
    [InlineData("1e6", 1e6)]
    [InlineData("2,000,000", 2e6)]
    public void A_number_is_read_in_the_usual_forms(string text, double number)
    {
        Assert.True(Answer.TryReadNumber(text, out var read));
        Assert.Equal(number, read);
        Assert.False(Answer.HasDecimalComma(text));
    }

    [Theory]
    [InlineData("0,2", "Write decimals after a point: 0.2.")]
    [InlineData("46,43", "Write decimals after a point: 46.43.")]
    [InlineData("0,191", "Write decimals after a point: 0.191.")]
    [InlineData("19,6%", "Write decimals after a point: 19.6%.")]
    public async Task A_decimal_comma_is_not_judged(string text, string message)
    {
        var exercise = new Exercise(Answer.Number(0.2, 0.01), "a hint", "a reason") { Mistakes = [] };
        var error = await Assert.ThrowsAsync<UnjudgedException>(() => Judge().JudgeAsync(exercise, text, default));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("session_id", true)]
    [InlineData("session.id", true)]
    [InlineData("Session ID", true)]
    [InlineData("session", false)]
    public async Task A_word_may_have_other_signs_between_its_letters(string text, bool isRight)
    {
        var exercise = new Exercise(Answer.Word("session_id"), "a hint", "a reason") { Mistakes = [] };
        Assert.Equal(isRight, (await Judge().JudgeAsync(exercise, text, default)).IsRight);
    }

    // Nobody asks it.
    private static AnswerJudge Judge() => new(new RemotePrometheus(new Uri("http://localhost:1")), TimeProvider.System);
}
