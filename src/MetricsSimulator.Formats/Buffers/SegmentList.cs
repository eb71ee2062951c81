namespace MetricsSimulator.Formats.Buffers;

/// <summary>
/// The segments of an output that several writers wrote in parts. It puts their pieces in the order of the parts. Not thread-safe; reusable.
/// </summary>
internal sealed class SegmentList
{
    private readonly List<ReadOnlyMemory<byte>> _segments = [];
    private Piece _last;

    /// <summary>The segments in order.</summary>
    public List<ReadOnlyMemory<byte>> Segments => _segments;

    /// <summary>Empties the list.</summary>
    public void Clear()
    {
        _segments.Clear();
        _last = default;
    }

    /// <summary>Appends bytes that belong to no chunk.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        _segments.Add(bytes);
        _last = default;
    }

    /// <summary>Appends the pieces of several writers, each in ascending order of their parts. No part is split between two writers.</summary>
    /// <param name="writers">The pieces of each writer.</param>
    public void Merge(ReadOnlySpan<List<Piece>> writers)
    {
        Span<int> positions = writers.Length <= 64 ? stackalloc int[writers.Length] : new int[writers.Length];
        positions.Clear();
        while (true)
        {
            var next = -1;
            for (var w = 0; w < writers.Length; w++)
            {
                if (positions[w] == writers[w].Count) continue;
                if (next < 0 || writers[w][positions[w]].Part < writers[next][positions[next]].Part) next = w;
            }

            if (next < 0) return;
            Add(writers[next][positions[next]++]);
        }
    }

    private void Add(Piece piece)
    {
        // Consecutive parts of one writer are mostly adjacent, so one segment is enough for both.
        if (_last.Chunk == piece.Chunk && _last.Offset + _last.Length == piece.Offset)
        {
            _last = _last with { Length = _last.Length + piece.Length };
            _segments[^1] = _last.Chunk.AsMemory(_last.Offset, _last.Length);
            return;
        }

        _last = piece;
        _segments.Add(piece.Chunk.AsMemory(piece.Offset, piece.Length));
    }
}
