using MetricsSimulator.Formats.Protobuf;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Attributes of points in Protocol Buffers: fields with a <c>KeyValue</c> whose value is a text. Source: opentelemetry-proto 1.x, common/v1/common.proto.</summary>
internal sealed class ProtobufAttributes : LabelAttributes
{
    private static readonly ProtobufField Key = new(OtlpCommon.KeyValue.Key.Number);
    private static readonly ProtobufField Value = new(OtlpCommon.KeyValue.Value.Number);
    private static readonly ProtobufField Text = new(OtlpCommon.AnyValue.StringValue.Number);
    private static readonly ProtobufField OfNumber = new(OtlpMetrics.NumberPoint.Attributes.Number);
    private static readonly ProtobufField OfHistogram = new(OtlpMetrics.HistogramPoint.Attributes.Number);

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
        at += Key.WriteText(destination[at..], name);
        at += Value.WriteHead(destination[at..], any);
        if (length == value.Length) return at + Text.WriteText(destination[at..], value);
        at += Text.WriteHead(destination[at..], length);
        for (var i = 0; i < value.Length; i++)
        {
            var isEscaped = value[i] == '\\';
            if (isEscaped) i++;
            destination[at++] = isEscaped && value[i] == 'n' ? (byte)'\n' : value[i];
        }

        return at;
    }
}
