using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>One line of an exposition: the series, the value and the end.</summary>
internal static class SampleLine
{
    /// <summary>Writes a line.</summary>
    /// <param name="output">The destination.</param>
    /// <param name="series">The text before the value, with the space at its end.</param>
    /// <param name="value">The value.</param>
    /// <param name="spelling">The spelling of the value.</param>
    /// <param name="end">The text after the value, with the line feed at its end.</param>
    public static void Write(
        OutputBuffer output, ReadOnlySpan<byte> series, double value, SampleSpelling spelling, ReadOnlySpan<byte> end)
    {
        var bound = series.Length + GoFloat.BufferLength + end.Length;
        if (bound > output.MaximumReservation)
        {
            output.Write(series);
            bound -= series.Length;
            series = default;
        }

        var line = output.Reserve(bound);
        series.CopyTo(line);
        output.Advance(series.Length + WriteEnd(value, spelling, end, line[series.Length..]));
    }

    /// <summary>Writes a line whose series comes in three parts.</summary>
    /// <param name="output">The destination.</param>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second part.</param>
    /// <param name="third">The last part, with the space at its end.</param>
    /// <param name="value">The value.</param>
    /// <param name="spelling">The spelling of the value.</param>
    /// <param name="end">The text after the value, with the line feed at its end.</param>
    public static void Write(
        OutputBuffer output,
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        ReadOnlySpan<byte> third,
        double value,
        SampleSpelling spelling,
        ReadOnlySpan<byte> end)
    {
        var length = first.Length + second.Length + third.Length;
        var bound = length + GoFloat.BufferLength + end.Length;
        if (bound > output.MaximumReservation)
        {
            output.Write(first);
            output.Write(second);
            Write(output, third, value, spelling, end);
            return;
        }

        var line = output.Reserve(bound);
        first.CopyTo(line);
        second.CopyTo(line[first.Length..]);
        third.CopyTo(line[(first.Length + second.Length)..]);
        output.Advance(length + WriteEnd(value, spelling, end, line[length..]));
    }

    private static int WriteEnd(double value, SampleSpelling spelling, ReadOnlySpan<byte> end, Span<byte> destination)
    {
        var length = WriteValue(value, spelling, destination);
        destination[length] = end[0];
        if (end.Length > 1) end.CopyTo(destination[length..]);
        return length + end.Length;
    }

    // expfmt's writeFloat writes a negative zero without its sign; adding zero removes the sign.
    private static int WriteValue(double value, SampleSpelling spelling, Span<byte> destination) => spelling switch
    {
        SampleSpelling.Go => GoFloat.Write(value + 0.0, destination),
        SampleSpelling.OpenMetrics => GoFloat.WriteOpenMetrics(value + 0.0, destination),
        _ => DecimalDigits.Write((ulong)value, destination),
    };
}
