using System.Collections.Concurrent;
using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Compression;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// What an exposition holds of its renderer's memory while it is read. Not thread-safe; meant to be used again by one exposition after another.
/// </summary>
internal sealed class ExpositionMemory(ChunkPool pool, ConcurrentBag<ExpositionMemory> owner)
{
    private GzipChecksum[] _checksums = [];

    /// <summary>The chunks that the bytes lie in.</summary>
    public List<byte[]> Chunks { get; } = [];

    /// <summary>The bytes in order.</summary>
    public SegmentList Segments { get; } = new();

    /// <summary>Room for the checksums of so many parts.</summary>
    public GzipChecksum[] Checksums(int parts)
    {
        if (_checksums.Length < parts) _checksums = new GzipChecksum[parts];
        return _checksums;
    }

    /// <summary>Gives the chunks back to their pool, and this to its owner.</summary>
    public void Release()
    {
        foreach (var chunk in Chunks) pool.Return(chunk);
        Chunks.Clear();
        Segments.Clear();
        owner.Add(this);
    }
}
