using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>The spelling of instants: milliseconds in text 0.0.4, seconds in OpenMetrics and CSV.</summary>
internal static class Timestamp
{
    /// <summary>The least length of the destination, in bytes.</summary>
    public const int BufferLength = DecimalDigits.BufferLength + 4;

    /// <summary>Writes seconds, with up to three decimals where they are needed: <c>1700000000</c>, <c>1700000000.5</c>.</summary>
    /// <param name="milliseconds">Milliseconds since the Unix epoch.</param>
    /// <param name="destination">At least <see cref="BufferLength"/> bytes; those after the text may be overwritten too.</param>
    /// <returns>The number of bytes of the text.</returns>
    public static int WriteSeconds(long milliseconds, Span<byte> destination)
    {
        var length = 0;
        if (milliseconds < 0) destination[length++] = (byte)'-';
        var (seconds, rest) = Math.DivRem((ulong)Math.Abs(milliseconds), 1000UL);
        length += DecimalDigits.Write(seconds, destination[length..]);
        if (rest == 0) return length;
        destination[length++] = (byte)'.';
        for (var unit = 100UL; rest != 0; unit /= 10)
        {
            destination[length++] = (byte)('0' + (rest / unit));
            rest %= unit;
        }

        return length;
    }
}
