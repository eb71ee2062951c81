using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Commands;

/// <summary>What <c>lesson N</c> says about exercises. One thread at a time.</summary>
/// <param name="lesson">The lesson.</param>
/// <param name="seed">The seed of its run.</param>
/// <param name="exercise">The number of the exercise, from 1; null for the one that is to be solved next.</param>
/// <param name="context">The outside world.</param>
internal sealed class LessonAnswers(Lesson lesson, ulong seed, int? exercise, ProgramContext context)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ImmutableArray<Exercise> _exercises = lesson.Exercises(seed);
    private readonly LessonProgress _progress = LessonProgress.Read(context.Variable);

    /// <summary>Prints the questions.</summary>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public int PrintQuestions()
    {
        var questions = lesson.Page.Questions;
        for (var i = 1; i <= _exercises.Length; i++)
        {
            if (exercise is not null && exercise != i) continue;
            Write($"{i}. {questions[i - 1]}{(_progress.IsSolved(lesson.Number, i) ? " (solved)" : "")}");
        }

        return ExitStatus.Success;
    }

    /// <summary>Prints the answers.</summary>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public int PrintSolutions()
    {
        var questions = lesson.Page.Questions;
        for (var i = 1; i <= _exercises.Length; i++)
        {
            if (exercise is not null && exercise != i) continue;
            if (i > 1 && exercise is null) context.Out.Write("\n");
            Write($"{i}. {questions[i - 1]}");
            context.Out.Write($"\n    {_exercises[i - 1].Right.Text}\n\n");
            Write(_exercises[i - 1].Reason);
        }

        return ExitStatus.Success;
    }

    /// <summary>Judges an answer, and notes whether it was right.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="prometheus">The Prometheus that is asked.</param>
    /// <param name="port">The port of the simulator.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public async Task<int> CheckAsync(string answer, RemotePrometheus prometheus, int port)
    {
        using var connection = prometheus;
        var address = TeachingRun.AddressOf(TeachingRun.DefaultHost, port);
        if (lesson.Mystery is { } hide && await RunningQuiz.StartOfAsync(address, context.Stop) is { } start && !await IsRunningAsync(address, hide(seed), start))
        {
            await context.Error.WriteLineAsync($"The lesson on {address} was started with another seed than {seed}. Give the one that it printed: --seed N.");
            return ExitStatus.BadInput;
        }

        using var patience = new CancellationTokenSource(s_patience, context.Wall);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop, patience.Token);
        var number = exercise ?? Enumerable.Range(1, _exercises.Length).FirstOrDefault(i => !_progress.IsSolved(lesson.Number, i), 1);
        var asked = _exercises[number - 1];
        Verdict verdict;
        try
        {
            verdict = await new AnswerJudge(connection, context.Wall).JudgeAsync(asked, answer, end.Token);
        }
        catch (Exception exception) when (exception is UnjudgedException or PrometheusException)
        {
            await context.Error.WriteLineAsync(PrintableText.Of(exception.Message));
            if (exception is PrometheusException) await context.Error.WriteLineAsync($"Start the lesson in another terminal, 'lesson {lesson.Number}{(seed == Lesson.Seed ? "" : $" --seed {seed}")}{(port == TeachingRun.DefaultPort ? "" : $" --port {port}")}', and leave it running.");
            return ExitStatus.Failure;
        }
        catch (OperationCanceledException) when (!context.Stop.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync($"{connection.Name} did not answer within {s_patience.TotalSeconds} seconds. Ask for less, or see what it does.");
            return ExitStatus.Failure;
        }

        var misses = _progress.Misses(lesson.Number, number);
        if (_progress.Note(lesson.Number, number, verdict.IsRight) is { } unkept) await context.Error.WriteLineAsync($"Your progress is not kept: {PrintableText.Of(unkept)}.");
        var value = verdict.Value is { } given && !Answer.TryReadNumber(answer, out _) ? string.Create(CultureInfo.InvariantCulture, $" It gives {given:G6} now.") : "";
        if (verdict.IsRight)
        {
            Write($"Exercise {number}: right.{value} {asked.Reason}");
            return ExitStatus.Success;
        }

        Write(misses == 0
            ? $"Exercise {number}: not yet.{value} {verdict.Hint}"
            : $"Exercise {number}: not yet.{value} {asked.Reason} 'lesson {lesson.Number} --solution --exercise {number}' shows an answer.");
        return ExitStatus.Failure;
    }

    private async Task<bool> IsRunningAsync(string address, Mystery mystery, DateTimeOffset start) =>
        TeachingRun.RunOf(mystery, start, context) is { } run && await RunningQuiz.HasValuesOfAsync(address, run, context.Stop);

    private void Write(string text) => context.Out.Write(LessonText.Of(text, context.Columns ?? HelpText.UsualWidth));
}
