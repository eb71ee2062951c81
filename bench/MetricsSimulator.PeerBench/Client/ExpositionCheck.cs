using System.IO.Compression;
using System.IO.Hashing;

namespace MetricsSimulator.PeerBench.Client;

/// <summary>The content of a whole exposition. It is checked once for each server and encoding, outside the timed scrapes.</summary>
/// <param name="Samples">The number of lines that are not comments.</param>
/// <param name="Lines">The number of all lines.</param>
/// <param name="Bytes">The size in bytes after decompression.</param>
/// <param name="Fingerprint">A checksum of the names and label sets that does not depend on their order. Servers with the same series have the same one.</param>
internal sealed record ExpositionCheck(long Samples, long Lines, long Bytes, ulong Fingerprint)
{
    public static ExpositionCheck Of(MemoryStream body, bool isGzip)
    {
        body.Position = 0;
        if (!isGzip)
            return Of(body.GetBuffer().AsSpan(0, (int)body.Length));
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(body, CompressionMode.Decompress, leaveOpen: true);
        gzip.CopyTo(plain);
        return Of(plain.GetBuffer().AsSpan(0, (int)plain.Length));
    }

    private static ExpositionCheck Of(ReadOnlySpan<byte> text)
    {
        long samples = 0, lines = 0;
        var bytes = text.Length;
        var fingerprint = 0UL;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0)
                throw new BenchmarkException("the last line has no end");
            var line = text[..end];
            text = text[(end + 1)..];
            lines++;
            if (line.IsEmpty || line[0] == '#')
                continue;
            var value = line.LastIndexOf((byte)' ');
            if (value < 0)
                throw new BenchmarkException("a sample without a value");
            samples++;
            fingerprint = unchecked(fingerprint + XxHash3.HashToUInt64(line[..value]));
        }
        return new ExpositionCheck(samples, lines, bytes, fingerprint);
    }
}
