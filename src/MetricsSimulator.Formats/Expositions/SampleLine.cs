using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>One line of an exposition: name, labels, value and end. Thread-safe.</summary>
internal static class SampleLine
{
    /// <summary>Writes a line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">What stands before the labels; may be empty.</param>
    /// <param name="labels">The labels without the closing brace, as <see cref="LabelOdometer.Text"/> has them.</param>
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
        var bound = name.Length + labels.Length + tail.Length + GoFloat.BufferLength + end.Length;
        if (bound > output.MaximumReservation)
        {
            output.Write(name);
            output.Write(labels);
            output.Write(tail);
            name = labels = tail = default;
        }

        var line = output.Reserve(Math.Min(bound, output.MaximumReservation));
        name.CopyTo(line);
        var length = name.Length;
        labels.CopyTo(line[length..]);
        length += labels.Length;
        tail.CopyTo(line[length..]);
        length += tail.Length;
        length += WriteValue(value, spelling, line[length..]);
        end.CopyTo(line[length..]);
        output.Advance(length + end.Length);
    }

    // expfmt's writeFloat writes a negative zero without its sign; adding zero takes it away.
    private static int WriteValue(double value, SampleSpelling spelling, Span<byte> destination) => spelling switch
    {
        SampleSpelling.Go => GoFloat.Write(value + 0.0, destination),
        SampleSpelling.OpenMetrics => GoFloat.WriteOpenMetrics(value + 0.0, destination),
        _ => DecimalDigits.Write((ulong)value, destination),
    };
}
