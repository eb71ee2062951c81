using System.IO.Compression;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.Expositions;

public class GzipExpositionTest
{
    private const string DecompressOneMember =
        """
        import sys, zlib
        d = zlib.decompressobj(16 + zlib.MAX_WBITS)
        sys.stdout.buffer.write(d.decompress(sys.stdin.buffer.read()) + d.flush())
        sys.exit(0 if d.eof and not d.unused_data else 3)
        """;

    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 3, 40 }, { 40, 250 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ItDecompressesToTheSameBytes(int regions, int workers)
    {
        using var snapshot = Snapshots.OfGauges(regions, workers);
        var renderer = new ExpositionRenderer();
        using var plain = renderer.Render(snapshot, OpenMetricsFormat.Version100);
        using var gzip = renderer.Render(snapshot, OpenMetricsFormat.Version100, ContentCoding.Gzip);
        using var decompressed = new MemoryStream();
        using (var stream = new GZipStream(new MemoryStream(gzip.ToArray()), CompressionMode.Decompress)) stream.CopyTo(decompressed);
        Assert.True(plain.ToArray().AsSpan().SequenceEqual(decompressed.ToArray()));
        Assert.Equal(ContentCoding.Gzip, gzip.Coding);
    }

    [Theory]
    [Trait("needs", "programs")]
    [MemberData(nameof(Sizes))]
    public void ZlibReadsItAsOneMemberWithTheRightChecksum(int regions, int workers)
    {
        using var snapshot = Snapshots.OfGauges(regions, workers);
        var renderer = new ExpositionRenderer();
        using var plain = renderer.Render(snapshot, TextFormat.Version004);
        using var gzip = renderer.Render(snapshot, TextFormat.Version004, ContentCoding.Gzip);
        var result = ExternalTool.Python.Run(["-c", DecompressOneMember], gzip.ToArray());
        Assert.True(result.Status == 0, $"exit status {result.Status}: {result.Errors}");
        Assert.Equal(System.Text.Encoding.UTF8.GetString(plain.ToArray()), result.Output);
    }

    [Fact]
    public void ItIsSmallerThanZlibAtItsFastestMakesIt()
    {
        using var snapshot = Snapshots.OfGauges(regions: 40, workers: 250);
        var renderer = new ExpositionRenderer();
        using var plain = renderer.Render(snapshot, TextFormat.Version004);
        using var gzip = renderer.Render(snapshot, TextFormat.Version004, ContentCoding.Gzip);
        using var fastest = new MemoryStream();
        using (var stream = new GZipStream(fastest, CompressionLevel.Fastest, leaveOpen: true)) stream.Write(plain.ToArray());
        Assert.True(gzip.Length < fastest.Length, $"{gzip.Length} bytes against {fastest.Length}.");
    }
}
