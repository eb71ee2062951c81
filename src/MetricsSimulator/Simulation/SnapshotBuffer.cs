namespace MetricsSimulator.Simulation;

/// <summary>An array of values and the number of leases on it. Leases are taken by one thread at a time and returned by any.</summary>
internal sealed class SnapshotBuffer(int length)
{
    private int _leases;

    /// <summary>The values of one tick.</summary>
    public double[] Values { get; } = new double[length];

    /// <summary>Whether nobody holds a lease, so that the array may be written to.</summary>
    public bool IsFree => Volatile.Read(ref _leases) == 0;

    /// <summary>Adds a lease.</summary>
    public void Lease() => Interlocked.Increment(ref _leases);

    /// <summary>Takes a lease away.</summary>
    public void Return() => Interlocked.Decrement(ref _leases);
}
