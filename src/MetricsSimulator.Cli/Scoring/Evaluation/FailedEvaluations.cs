namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>The evaluations of a rule that failed over one history.</summary>
/// <param name="Count">Their number; above 0.</param>
/// <param name="First">The first of them.</param>
/// <param name="Message">Why it failed, as Prometheus says it.</param>
internal sealed record FailedEvaluations(int Count, int First, string Message);
