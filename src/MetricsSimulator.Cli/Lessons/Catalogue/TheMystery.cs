using System.Collections.Immutable;
using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 10: find what is hidden.</summary>
internal static class TheMystery
{
    // One reads a beginning off a chart of six hours to a minute or two.
    private const double MinutesOff = 4;

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(10, "10-mystery", Mystery.History, seed => ExercisesOf(Mystery.Of(seed, isHard: false).Anomalies.Single()))
    {
        Mystery = seed => Mystery.Of(seed, isHard: false),
        View = "span=21600",
    };

    private static ImmutableArray<Exercise> ExercisesOf(HiddenAnomaly hidden) =>
    [
        new Exercise(
            Answer.Word(hidden.Kind), "Another kind. docs/anomalies.md shows what each does to a curve; compare its pictures with what you see.", $"It is {hidden.Kind}: {HiddenKind.Of(hidden.Kind).Sign}.")
        {
            Read = ReadKind,
            Mistakes = [.. Mystery.Kinds.Where(kind => kind != hidden.Kind).OrderByDescending(kind => kind == HiddenKind.Of(hidden.Kind).Alike).Take(3).Select(kind => new Mistake(Answer.Word(kind), $"{kind} would mean that {HiddenKind.Of(kind).Sign}. Look again."))],
        },
        new Exercise(
            Answer.Word(hidden.Series), "Draw each metric by its labels. One line leaves the others.", $"It is in {hidden.Series}: the other series go on as before.")
        {
            Read = ReadPlace,
            Mistakes = [.. PlacesBeside(hidden)],
        },
        new Exercise(
            Answer.Number(hidden.After.TotalMinutes, MinutesOff / hidden.After.TotalMinutes), "Count from the first sample of the history to the first value that is out of line, and mind that a rate over five minutes sees a change late.",
            $"It begins {hidden.After.TotalMinutes} minutes after the first sample, and lasts {hidden.Duration.TotalMinutes} minutes.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number((hidden.After + hidden.Duration).TotalMinutes, MinutesOff / hidden.After.TotalMinutes), "That is where it ends."),
                new Mistake(Answer.Number(hidden.After.TotalHours, 0.02), "The question is for minutes."),
                new Mistake(Answer.Number(hidden.After.TotalSeconds, 0.02), "The question is for minutes, not for seconds."),
            ],
        },
    ];

    private static string ReadKind(string text) =>
        Mystery.Kinds.FirstOrDefault(kind => Answer.AreSameWord(kind, text)) ?? throw new UnjudgedException(Sentence($"Answer with a kind, one of {string.Join(", ", Mystery.Kinds)}, got '{text}'{Spelling.Suggestion(text, Mystery.Kinds)}"));

    // The labels are those of every run with the built-in metrics.
    private static string ReadPlace(string text) =>
        Guess.ReadSeries(text.Trim(), ConfigurationReader.BuiltIn.ToModel(Lessons.Lesson.Seed, DateTimeOffset.UnixEpoch), out var violation) ?? throw new UnjudgedException(Sentence($"Answer with a metric, and with a label if only one of its values is touched: {violation}"));

    private static string Sentence(string text) => text.EndsWith('?') ? text : text + ".";

    private static IEnumerable<Mistake> PlacesBeside(HiddenAnomaly hidden)
    {
        if (hidden.Label is not null) yield return new Mistake(Answer.Word(hidden.Metric), "The metric is right, but not all of its series are touched. Draw it by its label, and name that label.");
        foreach (var metric in Mystery.Metrics.Where(metric => metric != hidden.Metric).Take(hidden.Label is null ? 3 : 2))
            yield return new Mistake(Answer.Word(metric), $"Nothing is wrong with {metric}. Draw the other metrics over the whole history.");
    }
}
