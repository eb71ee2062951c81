using MetricsSimulator.Formats.Series;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.RemoteWrite;

/// <summary>
/// The values of consecutive ticks, series by series. Series may be born and end within it. Not thread-safe while it is filled, but
/// thread-safe afterwards; reusable.
/// </summary>
public sealed class SampleWindow
{
    private long[] _timestamps = [];
    private double[] _values = [];
    private double[] _row = [];
    private SeriesUnion _union = new();
    private int _capacity;

    /// <summary>The layout of the columns: that of the union when the last tick was added.</summary>
    public Layout Layout { get; private set; } = new([]);

    /// <summary>The number of ticks that were added.</summary>
    public int Count { get; private set; }

    /// <summary>The first tick that was added.</summary>
    public long FirstTick { get; private set; }

    /// <summary>The tick after the last one.</summary>
    public long EndTick => FirstTick + Count;

    /// <summary>The instants of the ticks, in milliseconds since the Unix epoch.</summary>
    internal ReadOnlySpan<long> Timestamps => _timestamps.AsSpan(0, Count);

    /// <summary>Forgets all ticks.</summary>
    /// <param name="union">The union of the series that the run has shown so far. Those of the snapshots are added to it.</param>
    /// <param name="capacity">The most ticks that it will have: 1 or more.</param>
    public void Begin(SeriesUnion union, int capacity)
    {
        ArgumentNullException.ThrowIfNull(union);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_union, Layout, Count, _capacity) = (union, union.Layout, 0, capacity);
        if (_timestamps.Length < capacity) _timestamps = new long[capacity];
        MakeRoom();
    }

    /// <summary>Adds the next tick.</summary>
    /// <param name="snapshot">Its values, which are copied.</param>
    /// <exception cref="ArgumentException">The window is full.</exception>
    public void Add(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (Count == _capacity) throw new ArgumentException("The window is full.", nameof(snapshot));
        if (_union.Add(snapshot.Layout)) Grow();
        if (Count == 0) FirstTick = snapshot.Tick;
        _timestamps[Count] = snapshot.Instant.ToUnixTimeMilliseconds();
        if (_row.Length < Layout.ValueCount) _row = new double[Layout.ValueCount];
        var row = _row.AsSpan(0, Layout.ValueCount);
        _union.Copy(snapshot, row);
        for (var i = 0; i < row.Length; i++) _values[i * _capacity + Count] = row[i];
        Count++;
    }

    /// <summary>The values of one column of the layout, one for each tick.</summary>
    internal ReadOnlySpan<double> Column(int column) => _values.AsSpan(column * _capacity, Count);

    private void Grow()
    {
        var before = Layout.ValueCount;
        Layout = _union.Layout;
        MakeRoom();
        // New series were absent in the ticks before.
        for (var column = before; column < Layout.ValueCount; column++) _values.AsSpan(column * _capacity, Count).Fill(Staleness.Marker);
    }

    private void MakeRoom()
    {
        var length = checked(_capacity * Layout.ValueCount);
        if (_values.Length >= length) return;
        var values = GC.AllocateUninitializedArray<double>(Count == 0 ? length : length + length / 2);
        if (Count > 0) _values.CopyTo(values, 0);
        _values = values;
    }
}
