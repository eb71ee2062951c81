using System.Buffers.Binary;
using System.Numerics;

namespace MetricsSimulator.Formats.Numbers;

/// <summary>Decimal digits of integers, eight at a time.</summary>
internal static class DecimalDigits
{
    /// <summary>Eight times the character <c>0</c>. Added to eight digits, it makes text of them.</summary>
    public const ulong Zeros = 0x3030303030303030;

    /// <summary>The least length of the destination of <c>Write</c>, in bytes.</summary>
    public const int BufferLength = 32;

    private static ReadOnlySpan<ulong> Powers =>
    [
        1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
        10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000, 10000000000000000000,
    ];

    /// <summary>10 to the power of <paramref name="exponent"/>, from 0 to 19.</summary>
    public static ulong Power(int exponent) => Powers[exponent];

    /// <summary>The number of decimal digits, 1 for 0.</summary>
    public static int Count(ulong value)
    {
        // The number of bits gives the number of digits or one less.
        var least = ((BitOperations.Log2(value | 1) + 1) * 1233) >> 12;
        return least + (value >= Powers[least] || least == 0 ? 1 : 0);
    }

    /// <summary>The eight digits of a number below 10^8 as eight bytes from 0 to 9, the first digit in the lowest byte.</summary>
    public static ulong Eight(uint value)
    {
        // Two lanes of four digits, then four of two, then eight of one; the products never reach into the next lane.
        var fours = (value / 10000) | ((ulong)(value % 10000) << 32);
        var hundreds = ((fours * 5243) >> 19) & 0x0000007F0000007F;
        var twos = hundreds | ((fours - (hundreds * 100)) << 16);
        var tens = ((twos * 103) >> 10) & 0x000F000F000F000F;
        return tens | ((twos - (tens * 10)) << 8);
    }

    /// <summary>Writes an integer without leading zeros.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="destination">At least <see cref="BufferLength"/> bytes; those after the text may be overwritten too.</param>
    /// <returns>The number of bytes of the text.</returns>
    public static int Write(ulong value, Span<byte> destination)
    {
        var count = Count(value);
        if (count <= 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination, (Eight((uint)value) | Zeros) >> (8 * (8 - count)));
            return count;
        }

        var head = Write(value / 100000000, destination);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[head..], Eight((uint)(value % 100000000)) | Zeros);
        return head + 8;
    }

    /// <summary>Writes an integer, with <c>-</c> in front if it is negative; see <see cref="Write(ulong, Span{byte})"/>.</summary>
    public static int Write(long value, Span<byte> destination)
    {
        if (value >= 0) return Write((ulong)value, destination);
        destination[0] = (byte)'-';
        return 1 + Write(0UL - (ulong)value, destination[1..]);
    }
}
