namespace MetricsSimulator.Formats.Buffers;

/// <summary>
/// A pool of chunks of bytes, all of one size. It keeps as many as were ever in use at the same time.
/// Thread-safe.
/// </summary>
internal sealed class ChunkPool
{
    private readonly Lock _lock = new();
    private readonly Stack<byte[]> _free = new();

    /// <summary>Creates an empty pool.</summary>
    /// <param name="chunkSize">The length of every chunk, in bytes.</param>
    public ChunkPool(int chunkSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSize, 1);
        ChunkSize = chunkSize;
    }

    /// <summary>The length of every chunk, in bytes.</summary>
    public int ChunkSize { get; }

    /// <summary>The number of chunks that are ready.</summary>
    public int FreeCount
    {
        get
        {
            lock (_lock) return _free.Count;
        }
    }

    /// <summary>Takes a chunk. Its content is undefined.</summary>
    public byte[] Rent()
    {
        lock (_lock)
        {
            if (_free.TryPop(out var chunk)) return chunk;
        }

        return GC.AllocateUninitializedArray<byte>(ChunkSize);
    }

    /// <summary>Returns a chunk. The caller must not use it any more.</summary>
    public void Return(byte[] chunk)
    {
        if (chunk.Length != ChunkSize) throw new ArgumentException("The chunk is not of this pool.", nameof(chunk));
        lock (_lock) _free.Push(chunk);
    }
}
