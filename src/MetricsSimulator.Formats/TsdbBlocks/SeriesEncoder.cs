using MetricsSimulator.Formats.Series;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// Encodes the snapshots of some series as chunks. A series that ends gets one stale marker. Not thread-safe; encoders of different series
/// are independent.
/// </summary>
public sealed class SeriesEncoder
{
    // A cache line has eight values.
    private const int Tile = 8;

    private readonly double[] _columns = new double[Tile * ChunkCut.Maximum];
    private readonly SampleScratch _scratch = new();
    private readonly Presence _presence;

    /// <summary>Creates an encoder. All series are absent before the first sample.</summary>
    /// <param name="layout">The layout of the snapshots.</param>
    public SeriesEncoder(Layout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _presence = new Presence(layout.ValueCount);
    }

    /// <summary>The layout of the snapshots.</summary>
    public Layout Layout { get; private set; }

    /// <summary>Continues with further series, which were absent until now.</summary>
    /// <param name="layout">The layout of the next snapshots: the one before, with families added at the end.</param>
    public void Grow(Layout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _presence.Grow(layout.ValueCount);
    }

    /// <summary>Encodes one chunk of every series.</summary>
    /// <param name="timestamps">The instants of the snapshots, in milliseconds since the Unix epoch; at most <see cref="ChunkCut.Maximum"/>.</param>
    /// <param name="snapshots">The values of the snapshots, one snapshot after another.</param>
    /// <param name="chunks">The destination; the chunks are added to it.</param>
    /// <exception cref="ArgumentException">The numbers of instants and values do not match.</exception>
    public void Encode(ReadOnlySpan<long> timestamps, ReadOnlySpan<double> snapshots, EncodedChunks chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var width = Layout.ValueCount;
        if (timestamps.Length is 0 or > ChunkCut.Maximum || snapshots.Length != timestamps.Length * (long)width)
            throw new ArgumentException($"{timestamps.Length} instants of {width} values are not {snapshots.Length} values.", nameof(snapshots));
        for (var first = 0; first < width; first += Tile)
        {
            var count = Math.Min(Tile, width - first);
            Turn(snapshots[first..], width, count, timestamps.Length);
            for (var i = 0; i < count; i++)
            {
                var samples = _presence.Choose(first + i, new SampleColumn(timestamps, _columns.AsSpan(i * ChunkCut.Maximum, timestamps.Length)), _scratch);
                chunks.Add(first + i, samples.Timestamps, samples.Values);
            }
        }
    }

    /// <summary>Encodes one chunk of some series; all others are absent, and were absent before.</summary>
    /// <param name="timestamps">The instants, in milliseconds since the Unix epoch; at most <see cref="ChunkCut.Maximum"/>.</param>
    /// <param name="columns">The columns of the series, ascending.</param>
    /// <param name="values">The values of the first column at all instants, then those of the next.</param>
    /// <param name="chunks">The destination; the chunks are added to it.</param>
    public void Encode(ReadOnlySpan<long> timestamps, IReadOnlyList<int> columns, ReadOnlySpan<double> values, EncodedChunks chunks)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(chunks);
        for (var i = 0; i < columns.Count; i++)
        {
            var samples = _presence.Choose(columns[i], new SampleColumn(timestamps, values.Slice(i * timestamps.Length, timestamps.Length)), _scratch);
            chunks.Add(columns[i], samples.Timestamps, samples.Values);
        }
    }

    /// <summary>Continues after a snapshot that is not encoded, and notes which series are present in it.</summary>
    /// <param name="snapshot">Its values.</param>
    public void GoOnAfter(ReadOnlySpan<double> snapshot)
    {
        for (var column = 0; column < Layout.ValueCount; column++) _presence.Pass(column, snapshot[column]);
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
}
