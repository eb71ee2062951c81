using System.Buffers.Binary;
using System.Text;
using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// A message of Protocol Buffers that is written from its beginning to its end, messages within it included. Fields with the default value must be left out by the caller. Not
/// thread-safe. Source: protobuf.dev, "Encoding".
/// </summary>
internal sealed class ProtobufMessage
{
    private const int Varint64 = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;

    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>What was written so far; valid until something else is written.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    /// <summary>Begins anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>Begins a message in a field; <see cref="End"/> ends it.</summary>
    /// <param name="field">The field; its number is at most 15.</param>
    /// <returns>What <see cref="End"/> needs.</returns>
    public int Begin(OtlpField field)
    {
        Reserve(2);
        _bytes[_length++] = Tag(field, Delimited);
        // Most messages need one byte for their length.
        return ++_length;
    }

    /// <summary>Ends a message.</summary>
    /// <param name="begin">The result of <see cref="Begin"/>.</param>
    public void End(int begin)
    {
        var content = _length - begin;
        var further = Varint.LengthOf((ulong)content) - 1;
        if (further > 0)
        {
            Reserve(further);
            _bytes.AsSpan(begin, content).CopyTo(_bytes.AsSpan(begin + further));
            _length += further;
        }

        Varint.Write(_bytes.AsSpan(begin - 1), (ulong)content);
    }

    /// <summary>Writes fields that were encoded before.</summary>
    public void Raw(ReadOnlySpan<byte> fields)
    {
        fields.CopyTo(Room(fields.Length));
        _length += fields.Length;
    }

    /// <summary>At least as many bytes to write to. They become part of the message with <see cref="Advance"/>.</summary>
    public Span<byte> Room(int count)
    {
        Reserve(count);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Makes the first bytes of <see cref="Room"/> part of the message.</summary>
    public void Advance(int count) => _length += count;

    /// <summary>Writes a text.</summary>
    public void Text(OtlpField field, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Reserve(1 + Varint.MaximumLength + length);
        _bytes[_length++] = Tag(field, Delimited);
        _length += Varint.Write(_bytes.AsSpan(_length), (ulong)length);
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    /// <summary>Writes a whole number as a varint.</summary>
    public void Number(OtlpField field, long number)
    {
        Reserve(1 + Varint.MaximumLength);
        _bytes[_length++] = Tag(field, Varint64);
        _length += Varint.Write(_bytes.AsSpan(_length), (ulong)number);
    }

    /// <summary>Writes a whole number with a fixed length of eight bytes.</summary>
    public void Fixed(OtlpField field, long number)
    {
        Reserve(1 + sizeof(long));
        _bytes[_length++] = Tag(field, Fixed64);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_length), number);
        _length += sizeof(long);
    }

    /// <summary>Writes a double.</summary>
    public void Double(OtlpField field, double number) => Fixed(field, BitConverter.DoubleToInt64Bits(number));

    /// <summary>The tag of a field with a fixed length of eight bytes.</summary>
    public static byte TagOfFixed(OtlpField field) => Tag(field, Fixed64);

    /// <summary>The tag of a field with content, which follows its length.</summary>
    public static byte TagOfContent(OtlpField field) => Tag(field, Delimited);

    private static byte Tag(OtlpField field, int wireType) => (byte)((field.Number << 3) | wireType);

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + count));
    }
}
