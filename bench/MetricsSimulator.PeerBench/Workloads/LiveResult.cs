using MetricsSimulator.PeerBench.Measuring;

namespace MetricsSimulator.PeerBench.Workloads;

/// <summary>The result for a live team.</summary>
/// <param name="Listening">The seconds from the start of the program until it listens; it computes the past day before.</param>
/// <param name="TickProcessor">The processor time of a tick that nobody scrapes, in milliseconds.</param>
/// <param name="Scrape">The time of a scrape after a tick, in milliseconds.</param>
/// <param name="Lines">The lines of the last scrape.</param>
/// <param name="PeakMemory">The peak resident memory, in bytes.</param>
internal sealed record LiveResult(double Listening, double TickProcessor, Spread Scrape, long Lines, long PeakMemory);
