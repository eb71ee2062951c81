namespace MetricsSimulator.Test.Formats.RemoteWrite;

/// <summary>
/// Reads the block format of Snappy, byte by byte as its description has it. Source: google/snappy, format_description.txt.
/// </summary>
internal static class SnappyBlock
{
    /// <summary>What was compressed.</summary>
    public static byte[] Decompress(ReadOnlySpan<byte> block)
    {
        var output = new List<byte>();
        var length = (int)Varint(ref block);
        while (!block.IsEmpty)
        {
            var tag = block[0];
            if ((tag & 3) == 0)
            {
                var size = tag >> 2;
                var extra = size < 60 ? 0 : size - 59;
                if (extra > 0) size = (int)Number(block[1..], extra);
                output.AddRange(block.Slice(1 + extra, size + 1));
                block = block[(2 + extra + size)..];
                continue;
            }

            var (count, offset, used) = (tag & 3) switch
            {
                1 => (4 + ((tag >> 2) & 7), ((tag >> 5) << 8) | block[1], 2),
                2 => (1 + (tag >> 2), (int)Number(block[1..], 2), 3),
                _ => (1 + (tag >> 2), (int)Number(block[1..], 4), 5),
            };
            Assert.InRange(offset, 1, output.Count);
            for (var i = 0; i < count; i++) output.Add(output[^offset]);
            block = block[used..];
        }

        Assert.Equal(length, output.Count);
        return [.. output];
    }

    /// <summary>Reads a number of as many bytes as it needs.</summary>
    public static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, int count)
    {
        ulong number = 0;
        for (var i = count - 1; i >= 0; i--) number = (number << 8) | bytes[i];
        return number;
    }
}
