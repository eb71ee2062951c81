using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// Reads messages of OTLP from Protocol Buffers. Fields that it does not know are skipped; a field that is not repeated and given twice has the last value, and messages are merged. Unlike other
/// readers it refuses a known field with another wire type, which they would lose. Source: protobuf.dev, "Encoding". Not thread-safe.
/// </summary>
internal ref struct OtlpProtobufReader(ReadOnlySpan<byte> bytes)
{
    private const int Varint64 = 0;
    private const int Bits64 = 1;
    private const int Delimited = 2;
    private const int BeginGroup = 3;
    private const int EndGroup = 4;
    private const int Bits32 = 5;

    private static readonly UTF8Encoding s_text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly OtlpPlace _place = new();
    private int _at;

    /// <summary>Reads a message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="bytes">All of its bytes.</param>
    /// <exception cref="OtlpFormatException">They are not such a message.</exception>
    public static OtlpMessage Read(OtlpType type, ReadOnlySpan<byte> bytes)
    {
        var message = new OtlpMessage(type);
        new OtlpProtobufReader(bytes).Fill(message, bytes.Length);
        return message;
    }

    private static int WireOf(OtlpKind kind) => kind switch
    {
        OtlpKind.Fixed64 or OtlpKind.SFixed64 or OtlpKind.Double => Bits64,
        OtlpKind.Fixed32 => Bits32,
        OtlpKind.Text or OtlpKind.Bytes or OtlpKind.Identifier or OtlpKind.Message => Delimited,
        _ => Varint64,
    };

    private void Fill(OtlpMessage message, int end)
    {
        while (_at < end)
        {
            var (number, wire) = ReadTag(end);
            var index = message.Type.IndexOf(number);
            if (index < 0)
            {
                Skip(number, wire, end, depth: 0);
                continue;
            }

            var field = message.Type.Fields[index];
            var expected = WireOf(field.Kind);
            _place.Enter(field, message.Count(index));
            if (wire == Delimited && expected != Delimited && field.IsRepeated)
            {
                for (var packed = EndOfDelimited(end); _at < packed;) message.Set(index, ReadNumber(field.Kind, packed));
            }
            else if (wire != expected)
            {
                throw Error($"field {number} must have wire type {expected}, got {wire}");
            }
            else if (field.Kind == OtlpKind.Message)
            {
                var content = EndOfDelimited(end);
                var inner = field.IsRepeated ? null : (OtlpMessage?)message.At(index);
                if (inner is null) message.Set(index, inner = new OtlpMessage(field.Type!()));
                Fill(inner, content);
            }
            else
            {
                message.Set(index, expected == Delimited ? ReadDelimited(field.Kind, end) : ReadNumber(field.Kind, end));
            }

            _place.Leave();
        }
    }

    private (int Number, int Wire) ReadTag(int end)
    {
        var tag = ReadVarint(end);
        if (tag >> 3 is 0 or > 0x1FFF_FFFF) throw Error("must have the number of a field");
        return ((int)(tag >> 3), (int)(tag & 7));
    }

    private object ReadNumber(OtlpKind kind, int end) => kind switch
    {
        OtlpKind.Flag => ReadVarint(end) != 0,
        OtlpKind.Int32 => (long)(int)ReadVarint(end),
        OtlpKind.SInt32 => (uint)ReadVarint(end) is var zigzag ? (long)((int)(zigzag >> 1) ^ -(int)(zigzag & 1)) : 0,
        OtlpKind.UInt32 => (ulong)(uint)ReadVarint(end),
        OtlpKind.Int64 => (long)ReadVarint(end),
        OtlpKind.UInt64 => ReadVarint(end),
        OtlpKind.Fixed32 => (ulong)BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint), end)),
        OtlpKind.Fixed64 => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), end)),
        OtlpKind.SFixed64 => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long), end)),
        OtlpKind.Double => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double), end)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private object ReadDelimited(OtlpKind kind, int end)
    {
        var content = Take(EndOfDelimited(end) - _at, end);
        if (kind != OtlpKind.Text) return content.ToArray();
        try
        {
            return s_text.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw Error("must be text in UTF-8");
        }
    }

    private int EndOfDelimited(int end)
    {
        var length = ReadVarint(end);
        if (length > (ulong)(end - _at)) throw Error($"must have {length} bytes, and {end - _at} are left");
        return _at + (int)length;
    }

    private ReadOnlySpan<byte> Take(int count, int end)
    {
        if (count > end - _at) throw Error($"must have {count} bytes, and {end - _at} are left");
        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    private ulong ReadVarint(int end)
    {
        var length = Varint.Read(_bytes[_at..end], out var number);
        if (length <= 0) throw Error(length == 0 ? "ends within a number" : "has a number of more than 64 bits");
        _at += length;
        return number;
    }

    private void Skip(int number, int wire, int end, int depth)
    {
        switch (wire)
        {
            case Varint64:
                ReadVarint(end);
                break;
            case Bits64:
                Take(sizeof(ulong), end);
                break;
            case Bits32:
                Take(sizeof(uint), end);
                break;
            case Delimited:
                _at = EndOfDelimited(end);
                break;
            case BeginGroup when depth < 100:
                while (true)
                {
                    var (inner, innerWire) = ReadTag(end);
                    if (innerWire == EndGroup && inner == number) break;
                    Skip(inner, innerWire, end, depth + 1);
                }

                break;
            default:
                throw Error($"field {number} has wire type {wire}, which is not possible here");
        }
    }

    private readonly OtlpFormatException Error(FormattableString violation) => Error(FormattableString.Invariant(violation));

    private readonly OtlpFormatException Error(string violation) => _place.Error(violation, string.Create(CultureInfo.InvariantCulture, $"at byte {_at}"));
}
