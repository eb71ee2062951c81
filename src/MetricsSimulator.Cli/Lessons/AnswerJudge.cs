using MetricsSimulator.Cli.Scoring.Prometheus;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>Judges answers. Expressions are asked of the learner's own Prometheus, beside the right ones, at the same instants. One thread at a time.</summary>
/// <param name="prometheus">The Prometheus.</param>
/// <param name="time">The clock, which gives the last instant.</param>
internal sealed class AnswerJudge(PrometheusConnection prometheus, TimeProvider time)
{
    // Expressions that differ may agree at one instant by chance, but not at all of these.
    private const int Instants = 4;
    private const long StepMilliseconds = 600_000;

    private readonly long _last = time.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly Dictionary<string, QueriedValues> _asked = new(StringComparer.Ordinal);

    /// <summary>Judges an answer.</summary>
    /// <param name="exercise">The exercise.</param>
    /// <param name="text">The answer: a number, a word, or an expression of PromQL.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UnjudgedException">It cannot be judged.</exception>
    /// <exception cref="PrometheusException">The Prometheus does not answer.</exception>
    public async Task<Verdict> JudgeAsync(Exercise exercise, string text, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new UnjudgedException("The answer is empty. Answer with a number, a word or an expression of PromQL, as the question asks.");
        if (exercise.Right is { Value: null, Expression: null } word)
        {
            text = exercise.Read(text);
            if (IsWord(text, word)) return new Verdict(true, "", null);
            return new Verdict(false, exercise.Mistakes.FirstOrDefault(mistake => IsWord(text, mistake.Answer))?.Hint ?? exercise.Hint, null);
        }

        if (Answer.HasDecimalComma(text)) throw new UnjudgedException($"Write decimals after a point: {text.Trim().Replace(',', '.')}.");
        double? number = Answer.TryReadNumber(text, out var read) ? read : null;
        var values = number is null ? await AskAsync(text, cancellation) : null;
        if (values is { IsEmpty: true }) throw new UnjudgedException("The expression has no values in the last half hour. Check the names of the metric and its labels, which the control room lists. Both sides of an operator need the same labels, and histogram_quantile needs the label le.");
        var value = number ?? values!.Single;
        if (await IsAsync(exercise.Right, true)) return new Verdict(true, "", value);
        foreach (var mistake in exercise.Mistakes)
            if (await IsAsync(mistake.Answer, false)) return new Verdict(false, mistake.Hint, value);
        return new Verdict(false, exercise.Hint, value);

        async Task<bool> IsAsync(Answer answer, bool isRight)
        {
            if (answer.Value is { } expected) return value is { } given && answer.IsNear(given, expected);
            if (answer.Expression is null) return IsWord(text, answer);
            var wanted = await AskAsync(answer.Expression, cancellation);
            if (wanted.IsEmpty)
                return isRight ? throw new UnjudgedException("The Prometheus has no samples of this lesson. Start the lesson, leave it running, and answer again.") : false;
            return number is { } typed ? wanted.Single is { } single && answer.IsNear(typed, single) : values!.AreNear(wanted, answer.ExpressionTolerance);
        }
    }

    private static bool IsWord(string text, Answer answer) => Answer.AreSameWord(text, answer.Text);

    private async Task<QueriedValues> AskAsync(string expression, CancellationToken cancellation)
    {
        if (_asked.TryGetValue(expression, out var known)) return known;
        var values = new QueriedValues();
        var error = await new RangeQuery(expression, _last - (Instants - 1) * StepMilliseconds, StepMilliseconds, Instants).SendAsync(prometheus, values, cancellation);
        if (error is not null) throw new UnjudgedException($"Prometheus does not take this expression: {error.Message.TrimEnd('.')}. Answer with a number or an expression of PromQL.");
        return _asked[expression] = values;
    }
}
