namespace MetricsSimulator.Randomness.Lanes;

/// <summary>
/// Constants that split a double at √½ instead of at 1, as fdlibm's e_log.c does.
/// </summary>
internal static class RootHalf
{
    /// <summary>The bits of √½ rounded down to 20 bits of fraction.</summary>
    public const long Bits = 0x3FE6A09E00000000;

    /// <summary>The distance from √½ to the bits of 1. Added to a double, it makes the exponent step at √½.</summary>
    public const long Distance = 0x3FF0000000000000 - Bits;

    /// <summary>The mask for the bits of the fraction.</summary>
    public const long FractionMask = 0x000FFFFFFFFFFFFF;

    /// <summary>The bits of 2^52. With a small whole number added, they are the bits of the double 2^52 + that number.</summary>
    public const long TwoTo52Bits = 0x4330000000000000;

    /// <summary>The sum of 2^52 and the bias of the exponent.</summary>
    public const double TwoTo52AndBias = 4503599627370496.0 + 1023.0;
}
