using MetricsSimulator.Formats.Protobuf;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Attributes of points in Protocol Buffers: fields with a <c>KeyValue</c> whose value is a text. Source: opentelemetry-proto 1.x, common/v1/common.proto.</summary>
internal sealed class ProtobufAttributes : LabelAttributes
{
    private static readonly ProtobufField First = new(1);
    private static readonly ProtobufField Second = new(2);
    private static readonly ProtobufField OfNumber = new(7);
    private static readonly ProtobufField OfHistogram = new(9);

    /// <inheritdoc/>
    protected override int Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var length = value.Length;
        for (var i = value.IndexOf((byte)'\\'); i >= 0 && i < value.Length; i++)
        {
            if (value[i] != '\\') continue;
            length--;
            i++;
        }

        var any = ProtobufField.LengthOf(length);
        var at = (IsOfHistogram ? OfHistogram : OfNumber).WriteHead(destination, ProtobufField.LengthOf(name.Length) + ProtobufField.LengthOf(any));
        at += First.WriteText(destination[at..], name);
        at += Second.WriteHead(destination[at..], any);
        if (length == value.Length) return at + First.WriteText(destination[at..], value);
        at += First.WriteHead(destination[at..], length);
        for (var i = 0; i < value.Length; i++)
        {
            var isEscaped = value[i] == '\\';
            if (isEscaped) i++;
            destination[at++] = isEscaped && value[i] == 'n' ? (byte)'\n' : value[i];
        }

        return at;
    }
}
