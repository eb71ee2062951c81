namespace MetricsSimulator.Formats.Buffers;

/// <summary>
/// Output into chunks of a pool, each filled to its end. It keeps a list of the pieces of every part of the output.
/// Not thread-safe.
/// </summary>
internal sealed class ChunkOutput(ChunkPool pool) : OutputBuffer
{
    private readonly List<Piece> _pieces = [];
    private readonly List<byte[]> _chunks = [];
    private int _part;
    private int _start;

    /// <summary>The pieces so far, in the order in which they were written.</summary>
    public List<Piece> Pieces => _pieces;

    /// <summary>Begins a part, to which everything written from now on belongs.</summary>
    /// <param name="part">The number of the part.</param>
    public void BeginPart(int part)
    {
        EndPiece();
        _part = part;
    }

    /// <summary>Ends the last part. Nothing may be written before the next <see cref="Attach"/>.</summary>
    public void Detach()
    {
        EndPiece();
        _chunks.Add(Bytes);
        Reset([]);
    }

    /// <summary>Gives the chunks to the caller, and forgets the pieces.</summary>
    public void MoveChunksTo(List<byte[]> chunks)
    {
        chunks.AddRange(_chunks);
        _chunks.Clear();
        _pieces.Clear();
    }

    /// <summary>Begins a new output with a chunk of the pool.</summary>
    public void Attach()
    {
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
