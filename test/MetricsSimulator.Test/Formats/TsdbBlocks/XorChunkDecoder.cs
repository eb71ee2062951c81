using System.Buffers.Binary;

namespace MetricsSimulator.Test.Formats.TsdbBlocks;

/// <summary>
/// Reads an XOR chunk bit by bit, as its description says and with nothing of the encoder in it. Source: prometheus/prometheus,
/// tsdb/docs/format/chunks.md. One thread at a time.
/// </summary>
internal sealed class XorChunkDecoder(byte[] chunk)
{
    private int _bit = 16;

    /// <summary>Reads all samples.</summary>
    public static List<(long Timestamp, double Value)> Decode(byte[] chunk) => new XorChunkDecoder(chunk).Decode();

    private List<(long Timestamp, double Value)> Decode()
    {
        var samples = new List<(long, double)>();
        var count = BinaryPrimitives.ReadUInt16BigEndian(chunk);
        long timestamp = 0, delta = 0;
        ulong value = 0;
        int leading = 0, significant = 0;
        for (var i = 0; i < count; i++)
        {
            if (i == 0)
            {
                var zigzag = Uvarint();
                timestamp = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
                value = Bits(64);
            }
            else
            {
                delta = i == 1 ? (long)Uvarint() : delta + Change();
                timestamp += delta;
                if (Bits(1) == 1)
                {
                    if (Bits(1) == 1)
                    {
                        leading = (int)Bits(5);
                        significant = (int)Bits(6);
                        if (significant == 0) significant = 64;
                    }

                    value ^= Bits(significant) << (64 - leading - significant);
                }
            }

            samples.Add((timestamp, BitConverter.UInt64BitsToDouble(value)));
        }

        Assert.Equal(chunk.Length, (_bit + 7) / 8);
        while (_bit % 8 != 0) Assert.Equal(0UL, Bits(1));
        return samples;
    }

    private long Change()
    {
        var ones = 0;
        while (ones < 4 && Bits(1) == 1) ones++;
        if (ones is 0 or 4) return ones == 0 ? 0 : (long)Bits(64);
        var size = new[] { 14, 17, 20 }[ones - 1];
        var bits = (long)Bits(size);
        return bits > 1L << (size - 1) ? bits - (1L << size) : bits;
    }

    private ulong Uvarint()
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var group = Bits(8);
            number |= (group & 0x7F) << shift;
            if (group < 0x80) return number;
        }
    }

    private ulong Bits(int count)
    {
        ulong bits = 0;
        for (; count > 0; count--, _bit++) bits = (bits << 1) | ((uint)chunk[_bit / 8] >> (7 - _bit % 8) & 1);
        return bits;
    }
}
