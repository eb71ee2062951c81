namespace MetricsSimulator.Metrics;

/// <summary>
/// An array that never changes, of which another is made by replacing some elements. Only the chunks with those elements are copied, so
/// that a change of few among many costs little.
/// </summary>
/// <typeparam name="T">What the elements are.</typeparam>
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

    /// <summary>The places in which two arrays of the same length have different elements, ascending; of reference types, other objects. Chunks that they share are passed over.</summary>
    /// <param name="other">The other array; null for one whose elements are all the default.</param>
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

    // Whether two arrays of bytes are one object is known without a call.
    private static bool AreSame(T? one, T? other) => typeof(T).IsValueType ? EqualityComparer<T>.Default.Equals(one, other) : ReferenceEquals(one, other);

    /// <summary>The array with other elements in some places.</summary>
    /// <param name="indices">The places; each may come more than once, and then the last element stays.</param>
    /// <param name="element">The element of a place.</param>
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
