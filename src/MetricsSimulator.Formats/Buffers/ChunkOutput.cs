namespace MetricsSimulator.Formats.Buffers;

/// <summary>
/// Output into chunks of a pool: one after another is filled to its end, and every part of the output is remembered as the pieces that it
/// lies in. Not thread-safe.
/// </summary>
internal sealed class ChunkOutput(ChunkPool pool) : OutputBuffer
{
    private readonly List<Piece> _pieces = [];
    private readonly List<byte[]> _chunks = [];
    private int _part;
    private int _start;

    /// <summary>The pieces so far, in the order in which they were written.</summary>
    public List<Piece> Pieces => _pieces;

    /// <summary>The chunks that were filled; the one that is being filled is among them after <see cref="Detach"/>.</summary>
    public List<byte[]> Chunks => _chunks;

    /// <summary>Makes what is written from now on belong to a part.</summary>
    /// <param name="part">The number of the part.</param>
    public void BeginPart(int part)
    {
        EndPiece();
        _part = part;
    }

    /// <summary>Ends the last part and lets go of all chunks: the caller finds them in the lists.</summary>
    public void Detach()
    {
        EndPiece();
        _chunks.Add(Bytes);
        Reset([]);
    }

    /// <summary>Begins a new output: empties the lists and takes a chunk from the pool. Nothing may be written before.</summary>
    public void Attach()
    {
        _pieces.Clear();
        _chunks.Clear();
        _start = 0;
        Reset(pool.Rent());
    }

    /// <inheritdoc/>
    protected override void Drain()
    {
        EndPiece();
        _chunks.Add(Bytes);
        _start = 0;
        Reset(pool.Rent());
    }

    private void EndPiece()
    {
        if (Length > _start) _pieces.Add(new Piece(_part, Bytes, _start, Length - _start));
        _start = Length;
    }
}
