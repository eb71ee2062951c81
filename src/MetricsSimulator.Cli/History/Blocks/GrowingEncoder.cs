using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>
/// Encodes snapshots whose series may change from one to the next. It keeps all series that were shown since it was created; those that have ended cost nothing
/// in later chunks. One thread at a time.
/// </summary>
/// <param name="constants">Labels to add after those of every series, unless the snapshots show them already.</param>
internal sealed class GrowingEncoder(ImmutableArray<LabelDimension> constants = default)
{
    private readonly SeriesUnion _union = new(constants);
    private readonly SeriesEncoder _encoder = new(new Layout([]));
    private readonly List<long> _timestamps = [];
    private readonly List<IReadOnlyList<ColumnRun>> _mappings = [];
    private readonly List<double[]> _snapshots = [];
    private readonly List<int> _living = [];
    private IReadOnlyList<ColumnRun> _before = [];
    private double[] _values = [];
    private int[] _places = [];
    private int[]? _columns;

    /// <summary>The series so far.</summary>
    public Layout Layout => _union.Layout;

    /// <summary>The column of each series.</summary>
    public int[] Columns => _columns ??= SeriesColumns.Of(Layout);

    /// <summary>Continues after a snapshot that is not encoded, and notes which series are present in it.</summary>
    public void GoOnAfter(Snapshot snapshot)
    {
        Take(snapshot);
        var row = new double[Layout.ValueCount];
        _union.Copy(snapshot, row);
        _encoder.Grow(Layout);
        _encoder.GoOnAfter(row);
        _before = _union.Mapping;
    }

    /// <summary>Adds a snapshot to the next chunk; at most <see cref="ChunkCut.Maximum"/>.</summary>
    public void Add(Snapshot snapshot)
    {
        Take(snapshot);
        var t = _timestamps.Count;
        var values = snapshot.Values;
        if (t == _snapshots.Count) _snapshots.Add([]);
        if (_snapshots[t].Length < values.Length) _snapshots[t] = new double[values.Length + values.Length / 8];
        values.CopyTo(_snapshots[t]);
        _mappings.Add(_union.Mapping);
        _timestamps.Add(snapshot.Instant.ToUnixTimeMilliseconds());
    }

    /// <summary>Adds an instant without any series to the next chunk.</summary>
    public void AddNothing(DateTimeOffset instant)
    {
        if (_timestamps.Count == _snapshots.Count) _snapshots.Add([]);
        _mappings.Add([]);
        _timestamps.Add(instant.ToUnixTimeMilliseconds());
    }

    /// <summary>Encodes one chunk of every living series, from the snapshots that were added since the last call.</summary>
    public void Encode(EncodedChunks chunks)
    {
        FindLiving();
        var ticks = _timestamps.Count;
        var length = _living.Count * ticks;
        if (_values.Length < length) _values = new double[length + length / 8];
        var values = _values.AsSpan(0, length);
        values.Fill(Staleness.Marker);
        for (var t = 0; t < ticks; t++)
        {
            foreach (var (from, to, count) in _mappings[t])
                for (var i = 0; i < count; i++) values[_places[to + i] * ticks + t] = _snapshots[t][from + i];
        }

        _encoder.Grow(Layout);
        _encoder.Encode(CollectionsMarshal.AsSpan(_timestamps), _living, values, chunks);
        foreach (var column in _living) _places[column] = -1;
        _before = _mappings[^1];
        _timestamps.Clear();
        _mappings.Clear();
    }

    /// <summary>Finds the columns that are shown in the chunk, or were shown at the tick before and may end at its first tick, and gives each a place.</summary>
    private void FindLiving()
    {
        if (_places.Length < Layout.ValueCount)
        {
            var known = _places.Length;
            Array.Resize(ref _places, Layout.ValueCount + Layout.ValueCount / 4);
            _places.AsSpan(known).Fill(-1);
        }

        _living.Clear();
        IReadOnlyList<ColumnRun>? last = null;
        foreach (var mapping in _mappings.Prepend(_before))
        {
            if (ReferenceEquals(mapping, last)) continue;
            last = mapping;
            foreach (var (_, to, count) in mapping)
            {
                for (var column = to; column < to + count; column++)
                {
                    if (_places[column] >= 0) continue;
                    _places[column] = 0;
                    _living.Add(column);
                }
            }
        }

        _living.Sort();
        for (var i = 0; i < _living.Count; i++) _places[_living[i]] = i;
    }

    private void Take(Snapshot snapshot)
    {
        if (_union.Add(snapshot.Layout)) _columns = null;
    }
}
