using System.Runtime.InteropServices;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// Turns the snapshots of some series into chunks, and remembers which of the series were there last: one that goes away is marked as stale
/// once. Not thread-safe; encoders of different series are independent.
/// </summary>
public sealed class SeriesEncoder
{
    // Eight values are one line of the cache.
    private const int Tile = 8;

    private readonly double[] _columns = new double[Tile * ChunkCut.Maximum];
    private readonly long[] _times = new long[ChunkCut.Maximum];
    private readonly double[] _values = new double[ChunkCut.Maximum];
    private readonly bool[] _present;

    /// <summary>Creates an encoder before the first sample.</summary>
    /// <param name="layout">The layout of the snapshots.</param>
    public SeriesEncoder(Layout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _present = new bool[layout.ValueCount];
    }

    /// <summary>The layout of the snapshots.</summary>
    public Layout Layout { get; }

    /// <summary>Encodes one chunk of every series.</summary>
    /// <param name="timestamps">The instants of the snapshots, in milliseconds since the Unix epoch; <see cref="ChunkCut.Maximum"/> at most.</param>
    /// <param name="snapshots">The values of the snapshots, one snapshot after another.</param>
    /// <param name="chunks">Where the chunks go, behind those that are there.</param>
    /// <exception cref="ArgumentException">The numbers of instants and values do not fit.</exception>
    public void Encode(ReadOnlySpan<long> timestamps, ReadOnlySpan<double> snapshots, EncodedChunks chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var width = Layout.ValueCount;
        if (timestamps.Length is 0 or > ChunkCut.Maximum || snapshots.Length != timestamps.Length * (long)width)
            throw new ArgumentException($"{timestamps.Length} instants of {width} values are not {snapshots.Length} values.", nameof(snapshots));
        chunks.BeginRow(width);
        for (var first = 0; first < width; first += Tile)
        {
            var count = Math.Min(Tile, width - first);
            Turn(snapshots[first..], width, count, timestamps.Length);
            for (var i = 0; i < count; i++)
                EncodeColumn(first + i, timestamps, _columns.AsSpan(i * ChunkCut.Maximum, timestamps.Length), chunks);
        }
    }

    /// <summary>Goes on after a snapshot that is not encoded: what is there in it is known to be there.</summary>
    /// <param name="snapshot">Its values.</param>
    public void GoOnAfter(ReadOnlySpan<double> snapshot)
    {
        for (var column = 0; column < _present.Length; column++) _present[column] = !Staleness.IsMarker(snapshot[column]);
    }

    /// <summary>Copies some columns out of the rows.</summary>
    private void Turn(ReadOnlySpan<double> rows, int width, int count, int length)
    {
        if (count == Tile)
        {
            for (var t = 0; t < length; t++)
            {
                var row = rows.Slice(t * width, Tile);
                for (var i = 0; i < Tile; i++) _columns[i * ChunkCut.Maximum + t] = row[i];
            }

            return;
        }

        for (var t = 0; t < length; t++)
            for (var i = 0; i < count; i++)
                _columns[i * ChunkCut.Maximum + t] = rows[t * width + i];
    }

    private void EncodeColumn(int column, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values, EncodedChunks chunks)
    {
        if (MemoryMarshal.Cast<double, long>(values).Contains(BitConverter.DoubleToInt64Bits(Staleness.Marker)))
        {
            var kept = Thin(column, timestamps, values);
            timestamps = _times.AsSpan(0, kept);
            values = _values.AsSpan(0, kept);
        }
        else
        {
            _present[column] = true;
        }

        chunks.Add(timestamps, values);
    }

    /// <summary>Leaves out absent samples, but for the first after one that was there.</summary>
    private int Thin(int column, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values)
    {
        var kept = 0;
        var present = _present[column];
        for (var t = 0; t < timestamps.Length; t++)
        {
            var absent = Staleness.IsMarker(values[t]);
            if (!absent || present)
            {
                _times[kept] = timestamps[t];
                _values[kept++] = values[t];
            }

            present = !absent;
        }

        _present[column] = present;
        return kept;
    }
}
