using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>The checksum CRC-32C, with the polynomial of Castagnoli. Source: RFC 3720, section 12.1.</summary>
internal static class Castagnoli
{
    /// <summary>The checksum of no bytes, with which <see cref="Append"/> begins.</summary>
    public const uint Empty = 0;

    /// <summary>Continues a checksum with further bytes.</summary>
    /// <param name="before">The checksum of the bytes before.</param>
    /// <param name="bytes">The bytes.</param>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        var sum = ~before;
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var i = 0;
        for (; i <= bytes.Length - 8; i += 8)
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, i));
            sum = BitOperations.Crc32C(sum, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        for (; i < bytes.Length; i++) sum = BitOperations.Crc32C(sum, bytes[i]);
        return ~sum;
    }

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(Empty, bytes);
}
