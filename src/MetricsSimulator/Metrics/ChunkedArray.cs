namespace MetricsSimulator.Metrics;

/// <summary>
/// An immutable array. A changed version of it shares all chunks without changed elements,
/// so that a change of a few elements costs little.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class ChunkedArray<T>
{
    private const int ChunkLength = 64;

    private readonly T[][] _chunks;

    /// <summary>Creates an array.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="element">The element at an index.</param>
    public ChunkedArray(int count, Func<int, T> element)
    {
        Count = count;
        _chunks = new T[(count + ChunkLength - 1) / ChunkLength][];
        for (var c = 0; c < _chunks.Length; c++)
        {
            var chunk = _chunks[c] = new T[Math.Min(ChunkLength, count - c * ChunkLength)];
            for (var i = 0; i < chunk.Length; i++) chunk[i] = element(c * ChunkLength + i);
        }
    }

    private ChunkedArray(int count, T[][] chunks)
    {
        Count = count;
        _chunks = chunks;
    }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>An element.</summary>
    public T this[int index] => _chunks[index / ChunkLength][index % ChunkLength];

    /// <summary>The indices at which two arrays of one length have different elements, ascending; objects are compared by reference. Shared chunks are skipped.</summary>
    /// <param name="other">The other array; null for an array of default elements.</param>
    public List<int> PlacesOtherThanIn(ChunkedArray<T>? other)
    {
        var places = new List<int>();
        for (var c = 0; c < _chunks.Length; c++)
        {
            var (chunk, before) = (_chunks[c], other?._chunks[c]);
            if (ReferenceEquals(chunk, before)) continue;
            for (var i = 0; i < chunk.Length; i++)
                if (!AreSame(chunk[i], before is null ? default : before[i])) places.Add(c * ChunkLength + i);
        }

        return places;
    }

    // ReferenceEquals needs no call, and arrays of bytes are compared most.
    private static bool AreSame(T? one, T? other) => typeof(T).IsValueType ? EqualityComparer<T>.Default.Equals(one, other) : ReferenceEquals(one, other);

    /// <summary>The array with other elements at some indices.</summary>
    /// <param name="indices">The indices. An index may come more than once; the last element counts.</param>
    /// <param name="element">Gives the new element at an index.</param>
    public ChunkedArray<T> With(ReadOnlySpan<int> indices, Func<int, T> element)
    {
        var chunks = (T[][])_chunks.Clone();
        foreach (var index in indices)
        {
            var c = index / ChunkLength;
            if (ReferenceEquals(chunks[c], _chunks[c])) chunks[c] = (T[])_chunks[c].Clone();
            chunks[c][index % ChunkLength] = element(index);
        }

        return new ChunkedArray<T>(Count, chunks);
    }
}
