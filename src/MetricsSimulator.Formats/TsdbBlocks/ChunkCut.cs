namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// Splits the ticks of a block into chunks of equal length: 120 samples if that divides the ticks evenly, otherwise a little more, because
/// a short last chunk would cost extra bytes.
/// </summary>
/// <remarks>Source: prometheus/prometheus, tsdb/head_append.go, computeChunkEndTime, which spreads its chunks in the same way and allows 240.</remarks>
/// <param name="Ticks">The number of ticks; above 0.</param>
/// <param name="Meant">The number of samples to aim at; less than <see cref="Target"/> if memory is short.</param>
public readonly record struct ChunkCut(long Ticks, int Meant = ChunkCut.Target)
{
    /// <summary>The number of samples that Prometheus aims at.</summary>
    public const int Target = 120;

    /// <summary>The most samples that a chunk may have.</summary>
    public const int Maximum = 2 * Target - 1;

    /// <summary>The number of chunks.</summary>
    public long Count => Math.Max(1, Ticks / Meant);

    /// <summary>The tick with which a chunk begins. For the number of chunks, it is the end of the last one.</summary>
    /// <param name="chunk">The number of the chunk, from 0.</param>
    public long Begin(long chunk) => (long)((Int128)Ticks * chunk / Count);
}
