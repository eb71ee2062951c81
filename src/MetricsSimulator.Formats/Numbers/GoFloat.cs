using System.Buffers.Binary;
using System.Numerics;

namespace MetricsSimulator.Formats.Numbers;

/// <summary>
/// Floating-point numbers in the shortest spelling that reads back exactly, as Go's <c>strconv.AppendFloat(f, 'g', -1, 64)</c> spells
/// them: <c>60</c>, <c>1e+06</c>, <c>0.0001</c>, <c>1e-05</c>, <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>, <c>-0</c>. Thread-safe.
/// </summary>
/// <remarks>
/// Sources: Go, package strconv, <c>FormatFloat</c> (the exponent is written when it is below −4 or above 5, with at least two digits); for
/// <see cref="WriteOpenMetrics"/> prometheus/common, expfmt/openmetrics_create.go, <c>writeOpenMetricsFloat</c>.
/// </remarks>
public static class GoFloat
{
    /// <summary>The least length of the buffer that a number is written to, in bytes. The text itself has at most 24.</summary>
    public const int BufferLength = 32;

    /// <summary>Writes a number as Go does.</summary>
    /// <param name="value">Any number, NaN and infinities included.</param>
    /// <param name="destination">At least <see cref="BufferLength"/> bytes; those after the text may be overwritten too.</param>
    /// <returns>The number of bytes that the text has.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The buffer is too short.</exception>
    public static int Write(double value, Span<byte> destination) => Write(value, destination, wholeEnd: 0);

    /// <summary>Writes a number as OpenMetrics wants it: as Go does, but with <c>.0</c> after whole numbers without an exponent.</summary>
    /// <param name="value">Any number, NaN and infinities included.</param>
    /// <param name="destination">At least <see cref="BufferLength"/> bytes; those after the text may be overwritten too.</param>
    /// <returns>The number of bytes that the text has.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The buffer is too short.</exception>
    public static int WriteOpenMetrics(double value, Span<byte> destination) => Write(value, destination, wholeEnd: 2);

    private static int Write(double value, Span<byte> destination, int wholeEnd)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, BufferLength);
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var sign = (int)(bits >> 63);
        destination[0] = (byte)'-';
        bits &= ulong.MaxValue >> 1;
        if (bits >= 0x7FF0000000000000) return WriteSpecial(value, destination);
        var text = destination[sign..];
        if (bits == 0)
        {
            "0.0"u8.CopyTo(text);
            return sign + 1 + wholeEnd;
        }

        var digits = ShortestDecimal.Of(bits, out var exponent);
        var count = DecimalDigits.Count(digits);
        return sign + Write(digits * DecimalDigits.Power(17 - count), count + exponent, text, wholeEnd);
    }

    /// <summary>Writes 0.d₁d₂…d₁₇ · 10^point.</summary>
    private static int Write(ulong digits, int point, Span<byte> text, int wholeEnd)
    {
        var head = (uint)(digits / 1000000000);
        var rest = (uint)(digits - (head * 1000000000UL));
        var first = DecimalDigits.Eight(head);
        var second = DecimalDigits.Eight(rest / 10);
        var last = rest % 10;
        var count = last != 0 ? 17
            : second != 0 ? 16 - (BitOperations.LeadingZeroCount(second) >> 3)
            : 8 - (BitOperations.LeadingZeroCount(first) >> 3);
        first |= DecimalDigits.Zeros;
        second |= DecimalDigits.Zeros;

        if (point is < -3 or > 6)
        {
            WriteWithPoint(first, second, last, 1, text);
            var length = count == 1 ? 1 : count + 1;
            return length + WriteExponent(point - 1, text[length..]);
        }

        if (point <= 0)
        {
            "0.000000"u8.CopyTo(text);
            var start = 2 - point;
            BinaryPrimitives.WriteUInt64LittleEndian(text[start..], first);
            BinaryPrimitives.WriteUInt64LittleEndian(text[(start + 8)..], second);
            text[start + 16] = (byte)('0' + last);
            return start + count;
        }

        WriteWithPoint(first, second, last, point, text);
        if (count > point) return count + 1;
        text[point + 1] = (byte)'0';
        return point + wholeEnd;
    }

    /// <summary>Writes 17 digits with a point after the first <paramref name="point"/> of them, from 1 to 7.</summary>
    private static void WriteWithPoint(ulong first, ulong second, uint last, int point, Span<byte> text)
    {
        var shift = 8 * point;
        var before = (1UL << shift) - 1;
        BinaryPrimitives.WriteUInt64LittleEndian(text, (first & before) | ((ulong)'.' << shift) | ((first & ~before) << 8));
        text[8] = (byte)(first >> 56);
        BinaryPrimitives.WriteUInt64LittleEndian(text[9..], second);
        text[17] = (byte)('0' + last);
    }

    private static int WriteExponent(int exponent, Span<byte> text)
    {
        text[0] = (byte)'e';
        text[1] = (byte)(exponent < 0 ? '-' : '+');
        var size = (uint)Math.Abs(exponent);
        var length = 2;
        if (size >= 100) text[length++] = (byte)('0' + (size / 100));
        text[length++] = (byte)('0' + (size / 10 % 10));
        text[length++] = (byte)('0' + (size % 10));
        return length;
    }

    private static int WriteSpecial(double value, Span<byte> text)
    {
        var special = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
        special.CopyTo(text);
        return special.Length;
    }
}
