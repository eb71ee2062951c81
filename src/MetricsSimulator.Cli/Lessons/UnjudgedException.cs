namespace MetricsSimulator.Cli.Lessons;

/// <summary>An answer cannot be judged: it is no answer, or the Prometheus has nothing to compare it with.</summary>
/// <param name="message">Why, and what to do, as sentences for the learner.</param>
internal sealed class UnjudgedException(string message) : Exception(message);
