using System.Buffers.Binary;

namespace MetricsSimulator.Formats.Compression;

/// <summary>The bytes around the blocks of one gzip member. Source: RFC 1952, section 2.3.</summary>
internal static class GzipFrame
{
    /// <summary>The head of a member: Deflate, no name, no time, system unknown.</summary>
    public static readonly ReadOnlyMemory<byte> Head = new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255 };

    /// <summary>The end of a member: an empty block marked as the last, the CRC-32 and the length of the text modulo 2³².</summary>
    public static byte[] Tail(GzipChecksum checksum)
    {
        var tail = new byte[10];
        tail[0] = 0b0_01_1;
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(2), checksum.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(6), (uint)checksum.Length);
        return tail;
    }
}
