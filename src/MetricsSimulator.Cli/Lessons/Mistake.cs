namespace MetricsSimulator.Cli.Lessons;

/// <summary>A wrong answer that learners give often.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Hint">What to think about, as a sentence, without the right answer.</param>
internal sealed record Mistake(Answer Answer, string Hint);
