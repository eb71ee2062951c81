using System.Collections.Concurrent;
using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Compression;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// The memory of its renderer that an exposition holds while it is read. Not thread-safe; one exposition after another uses it.
/// </summary>
internal sealed class ExpositionMemory(ChunkPool pool, ConcurrentBag<ExpositionMemory> owner)
{
    private GzipChecksum[] _checksums = [];

    /// <summary>The chunks that contain the bytes.</summary>
    public List<byte[]> Chunks { get; } = [];

    /// <summary>The bytes in order.</summary>
    public SegmentList Segments { get; } = new();

    /// <summary>Memory for the checksums of a number of parts.</summary>
    public GzipChecksum[] Checksums(int parts)
    {
        if (_checksums.Length < parts) _checksums = new GzipChecksum[parts];
        return _checksums;
    }

    /// <summary>Returns the chunks to their pool, and this object to its owner.</summary>
    public void Release()
    {
        foreach (var chunk in Chunks) pool.Return(chunk);
        Chunks.Clear();
        Segments.Clear();
        owner.Add(this);
    }
}
