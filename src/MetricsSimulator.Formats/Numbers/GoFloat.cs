using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MetricsSimulator.Formats.Numbers;

/// <summary>
/// Floating-point numbers in the shortest spelling that reads back exactly, as Go's <c>strconv.AppendFloat(f, 'g', -1, 64)</c> spells
/// them: <c>60</c>, <c>1e+06</c>, <c>0.0001</c>, <c>1e-05</c>, <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>, <c>-0</c>.
/// </summary>
/// <remarks>
/// Sources: Go, package strconv, <c>FormatFloat</c> (the exponent is written when it is below −4 or above 5, with at least two digits); for
/// <see cref="WriteOpenMetrics"/> prometheus/common, expfmt/openmetrics_create.go, <c>writeOpenMetricsFloat</c>.
/// </remarks>
public static class GoFloat
{
    /// <summary>The least length of the destination, in bytes. The text itself has at most 24.</summary>
    public const int BufferLength = 32;

    /// <summary>Writes a number as Go does.</summary>
    /// <param name="value">Any number, NaN and infinities included.</param>
    /// <param name="destination">At least <see cref="BufferLength"/> bytes; those after the text may be overwritten too.</param>
    /// <returns>The number of bytes of the text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The buffer is too short.</exception>
    public static int Write(double value, Span<byte> destination) => Write(value, destination, wholeEnd: 0);

    /// <summary>Writes a number as OpenMetrics requires: as Go does, but with <c>.0</c> after whole numbers without an exponent.</summary>
    /// <param name="value">Any number, NaN and infinities included.</param>
    /// <param name="destination">At least <see cref="BufferLength"/> bytes; those after the text may be overwritten too.</param>
    /// <returns>The number of bytes of the text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The buffer is too short.</exception>
    public static int WriteOpenMetrics(double value, Span<byte> destination) => Write(value, destination, wholeEnd: 2);

    /// <summary>The text that <see cref="Write(double, Span{byte})"/> writes.</summary>
    /// <param name="value">Any number, NaN and infinities included.</param>
    public static string Spell(double value)
    {
        Span<byte> text = stackalloc byte[BufferLength];
        return Encoding.ASCII.GetString(text[..Write(value, text)]);
    }

    /// <summary>The text that <see cref="WriteOpenMetrics"/> writes.</summary>
    /// <param name="value">Any number, NaN and infinities included.</param>
    public static string SpellOpenMetrics(double value)
    {
        Span<byte> text = stackalloc byte[BufferLength];
        return Encoding.ASCII.GetString(text[..WriteOpenMetrics(value, text)]);
    }

    private static int Write(double value, Span<byte> destination, int wholeEnd)
    {
        if (destination.Length < BufferLength) ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, BufferLength);

        // No bounds are checked from here on: nothing is written after the 24th byte.
        ref var text = ref MemoryMarshal.GetReference(destination);
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var sign = (int)(bits >> 63);
        text = (byte)'-';
        bits &= ulong.MaxValue >> 1;
        if (bits >= 0x7FF0000000000000) return WriteSpecial(value, destination);
        text = ref Unsafe.Add(ref text, sign);
        if (bits == 0)
        {
            Put(ref text, 0, "0.0     "u8);
            return sign + 1 + wholeEnd;
        }

        var digits = ShortestDecimal.Of(bits, out var exponent);
        var count = DecimalDigits.Count(digits);
        return sign + Write(digits * DecimalDigits.Power(17 - count), count + exponent, ref text, wholeEnd);
    }

    /// <summary>Writes 0.d₁d₂…d₁₇ · 10^point.</summary>
    private static int Write(ulong digits, int point, ref byte text, int wholeEnd)
    {
        var head = (uint)(digits / 1000000000);
        var rest = (uint)(digits - (head * 1000000000UL));
        var first = DecimalDigits.Eight(head);
        var second = DecimalDigits.Eight(rest / 10);
        var last = rest % 10;

        // The number of digits is hard to predict, so all cases are computed, and one is chosen without a branch.
        var countOfEight = 8 - (BitOperations.LeadingZeroCount(first) >> 3);
        var countOfSixteen = 16 - (BitOperations.LeadingZeroCount(second) >> 3);
        var count = second != 0 ? countOfSixteen : countOfEight;
        count = last != 0 ? 17 : count;
        first |= DecimalDigits.Zeros;
        second |= DecimalDigits.Zeros;
        last += '0';

        if (point is > 0 and <= 6)
        {
            PutWithPoint(ref text, first, second, last, point);
            if (count > point) return count + 1;
            Unsafe.Add(ref text, point + 1) = (byte)'0';
            return point + wholeEnd;
        }

        if (point is <= 0 and >= -3)
        {
            Put(ref text, 0, "0.000000"u8);
            text = ref Unsafe.Add(ref text, 2 - point);
            Put(ref text, 0, first);
            Put(ref text, 8, second);
            Unsafe.Add(ref text, 16) = (byte)last;
            return 2 - point + count;
        }

        PutWithPoint(ref text, first, second, last, 1);
        var length = count == 1 ? 1 : count + 1;
        return length + PutExponent(ref Unsafe.Add(ref text, length), point - 1);
    }

    /// <summary>Writes 17 digits with a point after the first <paramref name="point"/> of them, from 1 to 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutWithPoint(ref byte text, ulong first, ulong second, uint last, int point)
    {
        var shift = 8 * point;
        var before = (1UL << shift) - 1;
        Put(ref text, 0, (first & before) | ((ulong)'.' << shift) | ((first & ~before) << 8));
        Unsafe.Add(ref text, 8) = (byte)(first >> 56);
        Put(ref text, 9, second);
        Unsafe.Add(ref text, 17) = (byte)last;
    }

    private static int PutExponent(ref byte text, int exponent)
    {
        text = (byte)'e';
        Unsafe.Add(ref text, 1) = (byte)(exponent < 0 ? '-' : '+');
        var size = (uint)Math.Abs(exponent);
        var length = 2;
        if (size >= 100) Unsafe.Add(ref text, length++) = (byte)('0' + (size / 100));
        Unsafe.Add(ref text, length++) = (byte)('0' + (size / 10 % 10));
        Unsafe.Add(ref text, length++) = (byte)('0' + (size % 10));
        return length;
    }

    private static int WriteSpecial(double value, Span<byte> text)
    {
        var special = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
        special.CopyTo(text);
        return special.Length;
    }

    private static void Put(ref byte text, int offset, ReadOnlySpan<byte> eight) =>
        Put(ref text, offset, BinaryPrimitives.ReadUInt64LittleEndian(eight));

    private static void Put(ref byte text, int offset, ulong eight) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref text, offset), BitConverter.IsLittleEndian ? eight : BinaryPrimitives.ReverseEndianness(eight));
}
