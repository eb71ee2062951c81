using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;

namespace MetricsSimulator.Test.Formats.Negotiation;

public class AcceptEncodingHeaderTest
{
    [Theory]
    [InlineData(null, ContentCoding.Identity)]
    [InlineData("", ContentCoding.Identity)]
    [InlineData("gzip", ContentCoding.Gzip)]
    [InlineData("gzip, deflate, br, zstd", ContentCoding.Gzip)]
    [InlineData("deflate, GZIP", ContentCoding.Gzip)]
    [InlineData("x-gzip", ContentCoding.Gzip)]
    [InlineData("gzip;q=0.001", ContentCoding.Gzip)]
    [InlineData("gzip;q=0", ContentCoding.Identity)]
    [InlineData("gzip; q=0.000", ContentCoding.Identity)]
    [InlineData("*", ContentCoding.Gzip)]
    [InlineData("*;q=0", ContentCoding.Identity)]
    [InlineData("*, gzip;q=0", ContentCoding.Identity)]
    [InlineData("gzip, *;q=0", ContentCoding.Gzip)]
    [InlineData("identity", ContentCoding.Identity)]
    [InlineData("br", ContentCoding.Identity)]
    [InlineData("gzip;q=never", ContentCoding.Identity)]
    [InlineData("gzipped", ContentCoding.Identity)]
    public void GzipIsChosenWhenItIsAllowed(string? header, ContentCoding expected) =>
        Assert.Equal(expected, AcceptEncodingHeader.Negotiate(header));
}
