namespace MetricsSimulator.PeerBench;

/// <summary>A server did not do what is measured: did not answer, answered something else, or ran out of time.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
