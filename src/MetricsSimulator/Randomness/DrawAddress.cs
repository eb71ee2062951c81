namespace MetricsSimulator.Randomness;

/// <summary>The address of a draw of a series: a tick below 2⁴⁰, a purpose, and an index within the purpose.</summary>
internal readonly record struct DrawAddress
{
    /// <summary>The number of draws of one purpose in one tick.</summary>
    public const int IndexCount = 1 << 16;

    /// <summary>Makes an address.</summary>
    public DrawAddress(long tick, DrawPurpose purpose, int index)
    {
        Low = (uint)tick;
        High = ((uint)(tick >> 32) << 24) | ((uint)purpose << 16) | (ushort)index;
    }

    /// <summary>The first half of the counter: the lower 32 bits of the tick.</summary>
    public uint Low { get; }

    /// <summary>The second half of the counter: 8 bits of the tick, then 8 of the purpose, then 16 of the index.</summary>
    public uint High { get; }
}
