using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>One line of an exposition: the series, the value and the end. Thread-safe.</summary>
internal static class SampleLine
{
    /// <summary>Writes a line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="series">What stands before the value, the space in it.</param>
    /// <param name="value">The value.</param>
    /// <param name="spelling">How to spell it.</param>
    /// <param name="end">What stands after the value, the line feed in it.</param>
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
        var length = series.Length + WriteValue(value, spelling, line[series.Length..]);
        line[length] = end[0];
        if (end.Length > 1) end.CopyTo(line[length..]);
        output.Advance(length + end.Length);
    }

    /// <summary>Writes a line whose series is put together from parts.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">The name.</param>
    /// <param name="labels">The labels without the closing brace.</param>
    /// <param name="tail">What stands between them and the value, the closing brace and a space in it.</param>
    /// <param name="value">The value.</param>
    /// <param name="spelling">How to spell it.</param>
    /// <param name="end">What stands after the value, the line feed in it.</param>
    public static void Write(
        OutputBuffer output,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> labels,
        ReadOnlySpan<byte> tail,
        double value,
        SampleSpelling spelling,
        ReadOnlySpan<byte> end)
    {
        output.Write(name);
        output.Write(labels);
        Write(output, tail, value, spelling, end);
    }

    // expfmt's writeFloat writes a negative zero without its sign; adding zero takes it away.
    private static int WriteValue(double value, SampleSpelling spelling, Span<byte> destination) => spelling switch
    {
        SampleSpelling.Go => GoFloat.Write(value + 0.0, destination),
        SampleSpelling.OpenMetrics => GoFloat.WriteOpenMetrics(value + 0.0, destination),
        _ => DecimalDigits.Write((ulong)value, destination),
    };
}
