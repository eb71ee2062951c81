namespace MetricsSimulator.Cli.Lessons;

/// <summary>What was found about an answer.</summary>
/// <param name="IsRight">Whether it is right.</param>
/// <param name="Hint">What to think about; empty if it is right.</param>
/// <param name="Value">The value of an expression now; null for none, or for several.</param>
internal sealed record Verdict(bool IsRight, string Hint, double? Value);
