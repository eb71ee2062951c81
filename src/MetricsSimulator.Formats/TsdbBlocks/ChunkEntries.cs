using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// The chunks of each series of one layout in a block. The entries are kept in the bytes that they will have in the index, after the labels of the series:
/// about ten for each chunk. Not thread-safe.
/// </summary>
/// <remarks>Source: prometheus/prometheus, tsdb/docs/format/index.md, section "Series".</remarks>
internal sealed class ChunkEntries
{
    private readonly List<Piece> _pieces = [];
    private long[] _last = [];
    private long[] _reference = [];
    private int[] _count = [];
    private readonly List<Added> _added = [];

    /// <summary>The number of chunks of all series.</summary>
    public long Chunks { get; private set; }

    /// <summary>The number of series.</summary>
    public int SeriesCount { get; private set; }

    /// <summary>Adds further series that have no chunks yet.</summary>
    /// <param name="series">The number of all series. Nothing happens if there are as many already.</param>
    public void Grow(int series)
    {
        SeriesCount = Math.Max(SeriesCount, series);
        if (series <= _count.Length) return;
        var room = Math.Max(series, _count.Length == 0 ? 0 : 2 * _count.Length);
        Array.Resize(ref _last, room);
        Array.Resize(ref _reference, room);
        Array.Resize(ref _count, room);
    }

    /// <summary>The number of chunks of a series.</summary>
    public int CountOf(int series) => _count[series];

    /// <summary>Adds a chunk whose place in the block is not known yet. Series must come in ascending order.</summary>
    /// <param name="series">The series.</param>
    /// <param name="first">The instant of its first sample.</param>
    /// <param name="last">The instant of its last sample.</param>
    /// <param name="offset">The index of its first byte among the chunks that are written together.</param>
    public void Add(int series, long first, long last, int offset) => _added.Add(new Added(series, first, last, offset));

    /// <summary>Sets the places of the chunks that were added since the last call.</summary>
    /// <param name="reference">The reference of the first byte of these chunks.</param>
    public void Settle(long reference)
    {
        var bytes = new byte[_added.Count * 4 * Varint.MaximumLength];
        var ends = new int[SeriesCount];
        var length = 0;
        var next = 0;
        for (var series = 0; series < SeriesCount; series++)
        {
            for (; next < _added.Count && _added[next].Series == series; next++)
            {
                var (_, first, last, offset) = _added[next];
                var place = reference + offset;
                var isFirst = _count[series] == 0;
                length += isFirst
                    ? Varint.WriteSigned(bytes.AsSpan(length), first)
                    : Varint.Write(bytes.AsSpan(length), (ulong)(first - _last[series]));
                length += Varint.Write(bytes.AsSpan(length), (ulong)(last - first));
                length += isFirst
                    ? Varint.Write(bytes.AsSpan(length), (ulong)place)
                    : Varint.WriteSigned(bytes.AsSpan(length), place - _reference[series]);
                (_last[series], _reference[series]) = (last, place);
                _count[series]++;
            }

            ends[series] = length;
        }

        Chunks += _added.Count;
        _added.Clear();
        _pieces.Add(new Piece(bytes.AsSpan(0, length).ToArray(), ends));
    }

    /// <summary>The number of bytes that <see cref="WriteTo"/> writes.</summary>
    public int LengthOf(int series)
    {
        Span<byte> count = stackalloc byte[Varint.MaximumLength];
        var length = Varint.Write(count, (ulong)_count[series]);
        foreach (var piece in _pieces) length += piece.BytesOf(series).Length;
        return length;
    }

    /// <summary>Writes the entries of a series.</summary>
    public void WriteTo(IndexOutput output, int series)
    {
        output.PutUvarint((ulong)_count[series]);
        foreach (var piece in _pieces) output.Put(piece.BytesOf(series));
    }

    private readonly record struct Added(int Series, long First, long Last, int Offset);

    private readonly record struct Piece(byte[] Bytes, int[] Ends)
    {
        // Series that came later have no entries yet.
        public ReadOnlySpan<byte> BytesOf(int series) => series >= Ends.Length ? default : Bytes.AsSpan((series == 0 ? 0 : Ends[series - 1])..Ends[series]);
    }
}
