namespace MetricsSimulator.Formats.Otlp;

/// <summary>Attributes of points in JSON, each with a comma before it.</summary>
internal sealed class JsonAttributes : LabelAttributes
{
    /// <inheritdoc/>
    protected override int Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var at = Copy(",{\"key\":\""u8, destination);
        at += Copy(name, destination[at..]);
        at += Copy("\",\"value\":{\"stringValue\":\""u8, destination[at..]);
        // JSON escapes quotes, backslashes and line feeds as text 0.0.4 does, and other control characters too.
        if (value.IndexOfAnyInRange((byte)0, (byte)0x1f) < 0)
        {
            at += Copy(value, destination[at..]);
        }
        else
        {
            foreach (var one in value)
            {
                if (one >= 0x20) destination[at++] = one;
                else at += WriteControl(one, destination[at..]);
            }
        }

        return at + Copy("\"}}"u8, destination[at..]);
    }

    private static int WriteControl(byte control, Span<byte> destination)
    {
        Copy("\\u00"u8, destination);
        destination[4] = (byte)('0' + (control >> 4));
        destination[5] = "0123456789abcdef"u8[control & 15];
        return 6;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        text.CopyTo(destination);
        return text.Length;
    }
}
