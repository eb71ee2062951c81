namespace MetricsSimulator.PeerBench.Servers;

/// <summary>A server to measure: how to start it, and how its values change.</summary>
/// <param name="Name">Its name in the results.</param>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">The arguments that make it listen on a port.</param>
/// <param name="Tick">How its values change between two scrapes.</param>
/// <param name="Compresses">Whether it answers <c>Accept-Encoding: gzip</c> with gzip.</param>
internal sealed record ServerProgram(string Name, string FileName, Func<int, string[]> Arguments, ITick Tick, bool Compresses);
