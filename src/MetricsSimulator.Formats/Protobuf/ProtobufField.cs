using System.Buffers.Binary;
using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.Protobuf;

/// <summary>
/// Writes the fields of a message of Protocol Buffers. A message that contains others is measured first, because the length of a field precedes its
/// content. Source: protobuf.dev, "Encoding".
/// </summary>
/// <param name="number">The number of the field, from 1 to 15, for which the tag takes one byte.</param>
internal readonly struct ProtobufField(int number)
{
    private const int Varint64 = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;

    /// <summary>The number of bytes of a field with a fixed length of eight bytes, tag included.</summary>
    public const int FixedLength = 1 + sizeof(ulong);

    /// <summary>The number of bytes of a field with content: tag, length and content.</summary>
    /// <param name="content">The length of the content.</param>
    public static int LengthOf(int content) => 1 + Varint.LengthOf((ulong)content) + content;

    /// <summary>The number of bytes of a number with its tag.</summary>
    public static int LengthOfNumber(long number) => 1 + Varint.LengthOf((ulong)number);

    /// <summary>Writes tag and length. The content must follow.</summary>
    /// <returns>The number of bytes.</returns>
    public int WriteHead(Span<byte> destination, int content)
    {
        destination[0] = Tag(Delimited);
        return 1 + Varint.Write(destination[1..], (ulong)content);
    }

    /// <summary>Writes a text.</summary>
    /// <returns>The number of bytes.</returns>
    public int WriteText(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        var head = WriteHead(destination, text.Length);
        text.CopyTo(destination[head..]);
        return head + text.Length;
    }

    /// <summary>Writes the bits of a double, so that a NaN keeps its payload.</summary>
    /// <returns>The number of bytes.</returns>
    public int WriteDouble(Span<byte> destination, double value)
    {
        destination[0] = Tag(Fixed64);
        BinaryPrimitives.WriteInt64LittleEndian(destination[1..], BitConverter.DoubleToInt64Bits(value));
        return FixedLength;
    }

    /// <summary>Writes an <c>int64</c>.</summary>
    /// <returns>The number of bytes.</returns>
    public int WriteNumber(Span<byte> destination, long value)
    {
        destination[0] = Tag(Varint64);
        return 1 + Varint.Write(destination[1..], (ulong)value);
    }

    private byte Tag(int wireType) => (byte)((number << 3) | wireType);
}
