using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sources;

/// <summary>An array of values and the number of leases on it. Leases are taken by one thread at a time and returned by any.</summary>
internal sealed class SnapshotBuffer(int length)
{
    private readonly Dictionary<object, (int Offset, int Length)> _absent = new(ReferenceEqualityComparer.Instance);
    private long[]? _starts;
    private int _leases;

    /// <summary>The values of one tick.</summary>
    public double[] Values { get; } = new double[length];

    /// <summary>The tick to which <see cref="Starts"/> belong; −1 for none.</summary>
    public long StartsTick { get; set; } = -1;

    /// <summary>Since when the label sets count; allocated on first use.</summary>
    public long[] Starts => _starts ??= new long[length];

    /// <summary>Whether nobody holds a lease, so that the array may be written to.</summary>
    public bool IsFree => Volatile.Read(ref _leases) == 0;

    /// <summary>Shows that the series of an owner are absent. It costs nothing if the buffer shows that already.</summary>
    /// <param name="owner">The object that fills the values when the series are present.</param>
    /// <param name="values">Their place in <see cref="Values"/>.</param>
    public void ShowAbsent(object owner, Span<double> values)
    {
        // Their place moves when a source before them gets other series.
        Values.AsSpan().Overlaps(values, out var offset);
        var place = (offset, values.Length);
        if (_absent.TryGetValue(owner, out var shown) && shown == place) return;
        _absent[owner] = place;
        values.Fill(Staleness.Marker);
    }

    /// <summary>Prepares the buffer for the values of an owner whose series are present.</summary>
    public void ShowPresent(object owner)
    {
        if (_absent.Count > 0) _absent.Remove(owner);
    }

    /// <summary>Adds a lease.</summary>
    public void Lease() => Interlocked.Increment(ref _leases);

    /// <summary>Ends a lease.</summary>
    public void Return() => Interlocked.Decrement(ref _leases);
}
