namespace MetricsSimulator.PeerBench.Exports;

/// <summary>The result for the executable that serves a run and exports it once in each tick.</summary>
/// <param name="Points">The points of an export.</param>
/// <param name="Exports">The exports over which processor time was measured.</param>
/// <param name="Processor">The processor time of a tick and its export, in milliseconds.</param>
/// <param name="PeakMemory">The peak resident memory, in bytes.</param>
internal sealed record LiveExportResult(int Points, int Exports, double Processor, long PeakMemory)
{
    /// <summary>The points in a second of processor time.</summary>
    public double PointsPerSecond => Points / Processor * 1000;
}
