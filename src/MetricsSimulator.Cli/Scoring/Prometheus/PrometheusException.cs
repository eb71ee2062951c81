namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>A Prometheus did not start, or ended before it was asked to.</summary>
/// <param name="message">What happened, with its last words, as sentences for the user.</param>
internal sealed class PrometheusException(string message) : Exception(message);
