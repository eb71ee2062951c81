using System.Collections.Immutable;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>Encodes snapshots of which each may show other series than the one before. It has the series that were ever shown since it was made. One thread at a time.</summary>
/// <param name="constants">Labels that every series is given after its own, unless the snapshots show them already.</param>
internal sealed class GrowingEncoder(ImmutableArray<LabelDimension> constants = default)
{
    private readonly SeriesUnion _union = new(constants);
    private readonly SeriesEncoder _encoder = new(new Layout([]));
    private readonly List<long> _timestamps = [];
    private readonly List<double[]> _rows = [];
    private double[] _values = [];
    private int[] _widths = [];
    private int[]? _columns;

    /// <summary>The series so far.</summary>
    public Layout Layout => _union.Layout;

    /// <summary>The column of each series.</summary>
    public int[] Columns => _columns ??= SeriesColumns.Of(Layout);

    /// <summary>Goes on after a snapshot that is not encoded: what is there in it is known to be there.</summary>
    public void GoOnAfter(Snapshot snapshot)
    {
        Take(snapshot);
        var row = new double[Layout.ValueCount];
        _union.Copy(snapshot, row);
        _encoder.Grow(Layout);
        _encoder.GoOnAfter(row);
    }

    /// <summary>Adds a snapshot to the next chunk; <see cref="ChunkCut.Maximum"/> at most.</summary>
    public void Add(Snapshot snapshot)
    {
        Take(snapshot);
        var width = Layout.ValueCount;
        var t = _timestamps.Count;
        if (t == _rows.Count) _rows.Add([]);
        if (_rows[t].Length < width) _rows[t] = new double[width + width / 4];
        if (_widths.Length <= t) Array.Resize(ref _widths, 2 * t + 16);
        _widths[t] = width;
        _union.Copy(snapshot, _rows[t].AsSpan(0, width));
        _timestamps.Add(snapshot.Instant.ToUnixTimeMilliseconds());
    }

    /// <summary>Encodes one chunk of every series, of the snapshots that were added since the last.</summary>
    public void Encode(EncodedChunks chunks)
    {
        var width = Layout.ValueCount;
        var length = _timestamps.Count * width;
        if (_values.Length < length) _values = new double[length + length / 4];
        for (var t = 0; t < _timestamps.Count; t++)
        {
            var row = _values.AsSpan(t * width, width);
            _rows[t].AsSpan(0, _widths[t]).CopyTo(row);
            // Whatever was born after it was absent.
            row[_widths[t]..].Fill(Staleness.Marker);
        }

        _encoder.Grow(Layout);
        _encoder.Encode([.. _timestamps], _values.AsSpan(0, length), chunks);
        _timestamps.Clear();
    }

    private void Take(Snapshot snapshot)
    {
        if (_union.Add(snapshot.Layout)) _columns = null;
    }
}
