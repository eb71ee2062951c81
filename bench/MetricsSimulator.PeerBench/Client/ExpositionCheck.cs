using System.IO.Compression;
using System.IO.Hashing;

namespace MetricsSimulator.PeerBench.Client;

/// <summary>What a whole exposition holds; looked at once per server and encoding, outside the timed scrapes.</summary>
/// <param name="Samples">Lines that are no comment.</param>
/// <param name="Lines">All lines.</param>
/// <param name="Bytes">Bytes when decompressed.</param>
/// <param name="Fingerprint">A sum over the names and label sets in any order: equal for servers with the same series.</param>
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
