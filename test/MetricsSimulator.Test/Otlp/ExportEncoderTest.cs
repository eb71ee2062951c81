using System.IO.Compression;
using System.Security.Cryptography;
using MetricsSimulator.Cli.Otlp;

namespace MetricsSimulator.Test.Otlp;

/// <summary>Requests are made in memory that is used again.</summary>
public sealed class ExportEncoderTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Making_a_request_allocates_the_same_however_large_its_parts_are(bool isJson)
    {
        var protocol = isJson ? OtlpProtocol.HttpJson : OtlpProtocol.HttpProtobuf;
        var encoder = new ExportEncoder(new OtlpReceiver(ExportedSignal.Metrics, new Uri("http://localhost"), protocol));
        Assert.InRange(Allocated(1 << 16), 0, 1024);
        Assert.Equal(Allocated(100), Allocated(1 << 16));

        long Allocated(int length)
        {
            var least = long.MaxValue;
            // The first rounds fill the pool.
            for (var round = 0; round < 5; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                ExportPart[] parts = [new(s_bytes.AsSpan(0, length), 1), new(s_bytes.AsSpan(0, length), 1)];
                _ = encoder.Request(parts).Length;
                _ = encoder.Request(parts[..1]).Length;
                foreach (var part in parts) part.Release();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public void A_compressed_request_is_whole_even_if_nothing_can_be_compressed(int length)
    {
        var encoder = new ExportEncoder(new OtlpReceiver(ExportedSignal.Metrics, new Uri("http://localhost"), OtlpProtocol.HttpProtobuf) { IsCompressed = true });
        var bytes = RandomNumberGenerator.GetBytes(length);
        using var gzip = new GZipStream(new MemoryStream(encoder.Request([new ExportPart(bytes, 1)]).ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        Assert.Equal(bytes, plain.ToArray());
    }

    [Fact]
    public void A_request_that_is_abandoned_stays_as_it_is()
    {
        var encoder = new ExportEncoder(new OtlpReceiver(ExportedSignal.Metrics, new Uri("http://localhost"), OtlpProtocol.HttpProtobuf));
        var first = encoder.Request([new ExportPart([1, 2], 1), new ExportPart([3], 1)]);
        encoder.Abandon();
        Assert.Equal([9, 8, 7], encoder.Request([new ExportPart([9], 1), new ExportPart([8, 7], 1)]).ToArray());
        Assert.Equal([1, 2, 3], first.ToArray());
    }

    private static readonly byte[] s_bytes = new byte[1 << 16];
}
