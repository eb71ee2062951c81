using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.RemoteWrite;

/// <summary>
/// The values of consecutive ticks that share a layout, value by value: those that one series has lie side by side. Not thread-safe while it
/// is filled, thread-safe after; meant to be used again.
/// </summary>
public sealed class SampleWindow
{
    private long[] _timestamps = [];
    private double[] _values = [];
    private int _capacity;

    /// <summary>The layout of the snapshots; null before the first <see cref="Begin"/>.</summary>
    public Layout? Layout { get; private set; }

    /// <summary>The number of ticks that were added.</summary>
    public int Count { get; private set; }

    /// <summary>The first tick that was added.</summary>
    public long FirstTick { get; private set; }

    /// <summary>The tick before which the last one lies.</summary>
    public long EndTick => FirstTick + Count;

    /// <summary>The instant of the first tick that was added, in milliseconds since the Unix epoch.</summary>
    public long FirstTimestamp => _timestamps[0];

    /// <summary>The instants of the ticks, in milliseconds since the Unix epoch.</summary>
    internal ReadOnlySpan<long> Timestamps => _timestamps.AsSpan(0, Count);

    /// <summary>Forgets all ticks.</summary>
    /// <param name="layout">The layout of the snapshots to come.</param>
    /// <param name="capacity">The most ticks that will be added: 1 or more.</param>
    public void Begin(Layout layout, int capacity)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Layout, Count, _capacity) = (layout, 0, capacity);
        if (_timestamps.Length < capacity) _timestamps = new long[capacity];
        var length = checked(capacity * layout.ValueCount);
        if (_values.Length < length) _values = GC.AllocateUninitializedArray<double>(length);
    }

    /// <summary>Adds the next tick.</summary>
    /// <param name="snapshot">Its values, which are copied.</param>
    /// <exception cref="ArgumentException">The snapshot has another layout, or the window is full.</exception>
    public void Add(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Layout != Layout || Count == _capacity) throw new ArgumentException("The snapshot does not fit into the window.", nameof(snapshot));
        if (Count == 0) FirstTick = snapshot.Tick;
        _timestamps[Count] = snapshot.Instant.ToUnixTimeMilliseconds();
        var values = snapshot.Values;
        for (var i = 0; i < values.Length; i++) _values[i * _capacity + Count] = values[i];
        Count++;
    }

    /// <summary>The values of one column of the layout, one for each tick.</summary>
    internal ReadOnlySpan<double> Column(int column) => _values.AsSpan(column * _capacity, Count);
}
