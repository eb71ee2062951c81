using System.Buffers.Binary;
using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// The chunks of a <see cref="SeriesEncoder"/> for the series of one layout: in the order of time, one for each column, or none where the series is
/// absent. Not thread-safe; reusable.
/// </summary>
public sealed class EncodedChunks
{
    private const int ChecksumLength = 4;
    private const byte XorEncoding = 1;

    private byte[] _bytes = new byte[1 << 16];
    private int _length;
    private Chunk[] _chunks = new Chunk[256];
    private int _count;
    private int[] _first = [];
    private byte[] _framed = [];
    private int _framedLength;

    /// <summary>The number of samples of all series.</summary>
    public long Samples { get; private set; }

    /// <summary>The number of bytes of the chunks of all series.</summary>
    public int Length => _framedLength;

    /// <summary>The chunks, series by series, as in a segment; see <see cref="Frame"/>.</summary>
    internal ReadOnlyMemory<byte> Framed => _framed.AsMemory(0, _framedLength);

    /// <summary>Forgets all chunks.</summary>
    public void Clear() => (_length, _count, _framedLength, Samples) = (0, 0, 0, 0);

    /// <summary>Encodes the next chunk of a column. Without samples, it adds none.</summary>
    internal void Add(int column, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values)
    {
        if (timestamps.IsEmpty) return;
        if (_count == _chunks.Length) Array.Resize(ref _chunks, 2 * _count);
        ref var chunk = ref _chunks[_count++];
        chunk = new Chunk { Column = column, Offset = _length, Samples = timestamps.Length };
        var most = XorChunkEncoder.MaximumLength(timestamps.Length) + 1 + ChecksumLength;
        if (_bytes.Length - _length < most) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + most));
        var destination = _bytes.AsSpan(_length);
        destination[0] = XorEncoding;
        chunk.Length = 1 + XorChunkEncoder.Encode(timestamps, values, destination[1..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[chunk.Length..], Castagnoli.Of(destination[..chunk.Length]));
        (chunk.First, chunk.Last) = (timestamps[0], timestamps[^1]);
        _length += chunk.Length + ChecksumLength;
    }

    /// <summary>Puts the chunks of each series together, as a reader of the series needs them, and records their entries.</summary>
    /// <param name="columns">The column of each series.</param>
    /// <param name="entries">Receives the chunks of the series.</param>
    internal void Frame(ReadOnlySpan<int> columns, ChunkEntries entries)
    {
        _framedLength = 0;
        Samples = 0;
        ChainColumns(columns);
        for (var series = 0; series < columns.Length; series++) FrameSeries(series, columns[series], entries);
    }

    /// <summary>Links the chunks of each column: from the column to its first chunk, and from each chunk to the next.</summary>
    private void ChainColumns(ReadOnlySpan<int> columns)
    {
        var width = 0;
        foreach (var column in columns) width = Math.Max(width, column + 1);
        if (_first.Length < width) _first = new int[width];
        _first.AsSpan(0, width).Fill(-1);
        for (var i = _count - 1; i >= 0; i--)
        {
            ref var chunk = ref _chunks[i];
            (chunk.Next, _first[chunk.Column]) = (_first[chunk.Column], i);
        }
    }

    private void FrameSeries(int series, int column, ChunkEntries entries)
    {
        for (var i = _first[column]; i >= 0; i = _chunks[i].Next)
        {
            ref readonly var chunk = ref _chunks[i];
            var length = chunk.Length + ChecksumLength;
            if (_framed.Length - _framedLength < length + Varint.MaximumLength)
                Array.Resize(ref _framed, Math.Max(2 * _framed.Length, _framedLength + _length + 64));
            entries.Add(series, chunk.First, chunk.Last, _framedLength);
            // The length in a segment counts only the bytes of the samples.
            _framedLength += Varint.Write(_framed.AsSpan(_framedLength), (ulong)(chunk.Length - 1));
            _bytes.AsSpan(chunk.Offset, length).CopyTo(_framed.AsSpan(_framedLength));
            _framedLength += length;
            Samples += chunk.Samples;
        }
    }

    private struct Chunk
    {
        public int Column;
        public int Next;
        public int Offset;
        public int Length;
        public int Samples;
        public long First;
        public long Last;
    }
}
