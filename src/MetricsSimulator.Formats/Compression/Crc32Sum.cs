namespace MetricsSimulator.Formats.Compression;

/// <summary>
/// The CRC-32 of a text from those of its parts. Appending n bytes multiplies a CRC, as a polynomial over the field of two elements, by
/// x^8n modulo the generator. Source: RFC 1952, section 8, for the generator and the order of bits.
/// </summary>
internal static class Crc32Sum
{
    private const uint Generator = 0xEDB88320;
    private const uint One = 0x80000000;
    private const uint XToThe8 = One >> 8;

    /// <summary>The CRC-32 of two texts, one after the other.</summary>
    /// <param name="first">The CRC-32 of the first.</param>
    /// <param name="second">The CRC-32 of the second.</param>
    /// <param name="secondLength">The number of bytes of the second.</param>
    public static uint Of(uint first, uint second, long secondLength)
    {
        var shift = One;
        var square = XToThe8;
        for (var n = secondLength; n > 0; n >>= 1)
        {
            if ((n & 1) != 0) shift = Multiply(shift, square);
            square = Multiply(square, square);
        }

        return Multiply(first, shift) ^ second;
    }

    private static uint Multiply(uint a, uint b)
    {
        var product = 0U;
        for (var coefficient = One; coefficient != 0; coefficient >>= 1)
        {
            if ((a & coefficient) != 0) product ^= b;
            b = (b & 1) != 0 ? (b >> 1) ^ Generator : b >> 1;
        }

        return product;
    }
}
