using System.Numerics;

namespace MetricsSimulator.Formats.Binary;

/// <summary>
/// Integers with as many bytes as they need, seven bits in each, the lowest first: for Protocol Buffers and for Prometheus's storage. Source: Go,
/// package encoding/binary, varint.go.
/// </summary>
internal static class Varint
{
    /// <summary>The most bytes of a number.</summary>
    public const int MaximumLength = 10;

    /// <summary>The number of bytes of an unsigned number.</summary>
    public static int LengthOf(ulong number) => BitOperations.Log2(number | 1) / 7 + 1;

    /// <summary>Writes an unsigned number.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Write(Span<byte> destination, ulong number)
    {
        var length = 0;
        for (; number >= 0x80; number >>= 7) destination[length++] = (byte)(number | 0x80);
        destination[length++] = (byte)number;
        return length;
    }

    /// <summary>Writes a signed number, with its sign in the lowest bit.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int WriteSigned(Span<byte> destination, long number) => Write(destination, (ulong)((number << 1) ^ (number >> 63)));
}
