namespace MetricsSimulator.Randomness;

/// <summary>
/// The 64-bit FNV-1a hash, fed piece by piece. Source: Fowler, Noll and Vo, "The FNV Non-Cryptographic
/// Hash Algorithm" (draft-eastlake-fnv), section 2. Thread-safe.
/// </summary>
internal static class Fnv1a
{
    /// <summary>The hash of no bytes, with which every hash begins.</summary>
    public const ulong OffsetBasis = 0xCBF29CE484222325;

    private const ulong Prime = 0x100000001B3;

    /// <summary>Continues a hash with <paramref name="bytes"/>.</summary>
    public static ulong Append(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) hash = (hash ^ b) * Prime;
        return hash;
    }
}
