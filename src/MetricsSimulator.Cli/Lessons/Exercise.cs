using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>How the answers to a question of a lesson's page are judged. Immutable.</summary>
/// <param name="Right">The right answer.</param>
/// <param name="Hint">What to think about, for an answer that is none of the known mistakes: a sentence without the right answer.</param>
/// <param name="Reason">Why the right answer is right, as sentences.</param>
internal sealed record Exercise(Answer Right, string Hint, string Reason)
{
    /// <summary>Reads an answer that is a word: the form in which it is compared. It throws an <see cref="UnjudgedException"/> for a text that cannot be meant as an answer, so that a slip of the keyboard is no miss. By default each text is taken as it is.</summary>
    public Func<string, string> Read { get; init; } = text => text;

    /// <summary>Wrong answers that learners give often, each with its own hint.</summary>
    public required ImmutableArray<Mistake> Mistakes { get; init; }
}
