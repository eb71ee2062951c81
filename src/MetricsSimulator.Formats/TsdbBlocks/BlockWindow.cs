namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>The time that a block covers, half-open, in milliseconds since the Unix epoch.</summary>
/// <param name="First">The instant of the first sample.</param>
/// <param name="End">The instant after the last sample.</param>
public readonly record struct BlockWindow(long First, long End)
{
    /// <summary>Whether two blocks overlap.</summary>
    public bool Overlaps(BlockWindow other) => First < other.End && other.First < End;
}
