using MetricsSimulator.Metrics;
using MetricsSimulator.States;

namespace MetricsSimulator.Simulation;

/// <summary>An array of values and the number of leases on it. Leases are taken by one thread at a time and returned by any.</summary>
internal sealed class SnapshotBuffer(int length)
{
    private readonly HashSet<BuiltState> _absent = new(ReferenceEqualityComparer.Instance);
    private int _leases;

    /// <summary>The values of one tick.</summary>
    public double[] Values { get; } = new double[length];

    /// <summary>Whether nobody holds a lease, so that the array may be written to.</summary>
    public bool IsFree => Volatile.Read(ref _leases) == 0;

    /// <summary>Shows that the series of a state are absent; costs nothing when the buffer shows that already.</summary>
    public void ShowAbsent(BuiltState built)
    {
        if (_absent.Add(built)) built.PlaceIn(Values).Fill(Staleness.Marker);
    }

    /// <summary>Makes ready for the values of a state whose series are there.</summary>
    public void ShowPresent(BuiltState built)
    {
        if (_absent.Count > 0) _absent.Remove(built);
    }

    /// <summary>Adds a lease.</summary>
    public void Lease() => Interlocked.Increment(ref _leases);

    /// <summary>Takes a lease away.</summary>
    public void Return() => Interlocked.Decrement(ref _leases);
}
