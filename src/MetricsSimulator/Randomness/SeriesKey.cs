namespace MetricsSimulator.Randomness;

/// <summary>The key of all draws of one series.</summary>
/// <param name="Word0">The first half.</param>
/// <param name="Word1">The second half.</param>
internal readonly record struct SeriesKey(uint Word0, uint Word1)
{
    /// <summary>
    /// The key of a series: its identity, encrypted with the seed. The identity is the 64-bit FNV-1a hash of the series as text 0.0.4 writes
    /// it, with its labels in the order of their names: <c>name{a="x",b="y"}</c>, or the bare name if it has none.
    /// </summary>
    public static SeriesKey Derive(ulong seed, ulong identity)
    {
        var key = Threefry.Encrypt((uint)seed, (uint)(seed >> 32), (uint)identity, (uint)(identity >> 32));
        return new SeriesKey((uint)(key >> 32), (uint)key);
    }
}
