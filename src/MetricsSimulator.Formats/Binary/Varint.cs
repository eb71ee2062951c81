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

    /// <summary>Reads an unsigned number.</summary>
    /// <param name="source">The bytes; more may follow the number.</param>
    /// <param name="number">The number.</param>
    /// <returns>The number of bytes read; 0 if the bytes end within the number, and -1 if it has more than 64 bits.</returns>
    public static int Read(ReadOnlySpan<byte> source, out ulong number)
    {
        number = 0;
        for (var length = 0; length < source.Length; length++)
        {
            var next = source[length];
            if (length == MaximumLength - 1 && next > 1) return -1;
            number |= (ulong)(next & 0x7F) << (7 * length);
            if (next < 0x80) return length + 1;
        }

        return 0;
    }

    /// <summary>Writes a signed number, with its sign in the lowest bit.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int WriteSigned(Span<byte> destination, long number) => Write(destination, (ulong)((number << 1) ^ (number >> 63)));
}
