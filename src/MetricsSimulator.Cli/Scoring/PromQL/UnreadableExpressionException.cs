namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>An expression has a syntax that is not known here. Prometheus may know it.</summary>
/// <param name="message">What was found, as the end of a sentence.</param>
internal sealed class UnreadableExpressionException(string message) : Exception(message);
