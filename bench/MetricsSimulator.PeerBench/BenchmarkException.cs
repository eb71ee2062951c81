namespace MetricsSimulator.PeerBench;

/// <summary>A server could not be measured: it did not answer, gave a wrong answer, or took too long.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
