using MetricsSimulator.Formats.Negotiation;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Formats.PrometheusText;

namespace MetricsSimulator.Test.Formats.Negotiation;

public class AcceptHeaderTest
{
    [Theory]
    [InlineData(null, "text004")]
    [InlineData("", "text004")]

    // Prometheus 2.42, without and with native histograms.
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "openmetrics100")]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "openmetrics100")]

    // Prometheus 3.
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", "openmetrics100")]

    // Prometheus 3 whose scrape_protocols put text first, name text alone, or begin with protocol buffers.
    [InlineData("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.4,*/*;q=0.3", "text100")]
    [InlineData("text/plain;version=1.0.0;escaping=underscores;q=0.6,*/*;q=0.5", "text100")]
    [InlineData("text/plain;version=0.0.4;q=0.6,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.5,*/*;q=0.4", "text004")]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,text/plain;version=1.0.0;escaping=dots;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1", "text100")]

    // VictoriaMetrics, curl, Chromium.
    [InlineData("text/plain;version=0.0.4;q=1,*/*;q=0.1", "text004")]
    [InlineData("*/*", "text004")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "text004")]

    // Versions.
    [InlineData("application/openmetrics-text", "openmetrics001")]
    [InlineData("application/openmetrics-text;version=0.0.1", "openmetrics001")]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", "openmetrics100")]
    [InlineData("application/openmetrics-text;version=2.0.0", "text004")]
    [InlineData("text/plain;version=1.0.0,application/openmetrics-text;q=0.1", "text100")]
    [InlineData("text/plain;version=2.0.0,application/openmetrics-text;q=0.1", "openmetrics001")]
    [InlineData("text/plain,application/openmetrics-text", "text004")]

    // Weights: falling, in order when equal; 0 does not exclude; what is not a number is 0.
    [InlineData("text/plain;q=0.3,application/openmetrics-text;version=1.0.0;q=0.4", "openmetrics100")]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0,text/html", "openmetrics100")]
    [InlineData("application/openmetrics-text;version=1.0.0;q=high,text/plain;q=0.1", "text004")]
    [InlineData("application/openmetrics-text;version=1.0.0;q= 0.9,text/plain;q=0.1", "text004")]

    // A star names a format only together with its version, and comes last whatever its weight.
    [InlineData("application/*;version=1.0.0", "openmetrics100")]
    [InlineData("*/*;version=0.0.1", "openmetrics001")]
    [InlineData("text/*;version=1.0.0", "text100")]
    [InlineData("application/*", "text004")]
    [InlineData("*;version=1.0.0;q=1,text/plain;q=0.1", "text004")]

    // Malformed.
    [InlineData(",,;,/,//,application/openmetrics-text/x;version=1.0.0", "text004")]
    [InlineData("application/openmetrics-text;;version;version=;q;=;version=1.0.0=0,application/openmetrics-text;version=1.0.0;q=0.5", "openmetrics001")]
    [InlineData("Application/OpenMetrics-Text;version=1.0.0", "text004")]
    [InlineData("\u0000\uFFFF;;;===,,,", "text004")]
    public void TheFormatIsTheOneThatThePrometheusLibraryChooses(string? header, string expected) =>
        Assert.Equal(expected, AcceptHeader.Negotiate(header).Format.Name);

    [Theory]

    // If a scraper asks for no scheme, the answer names none, except in text 1.0.0.
    [InlineData(null, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75", "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    [InlineData("text/plain;version=1.0.0", "text/plain; version=1.0.0; charset=utf-8; escaping=underscores")]

    // The scheme that is asked for.
    [InlineData("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,*/*;q=0.5", "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8")]
    [InlineData("text/plain;version=1.0.0;escaping=dots;q=0.6", "text/plain; version=1.0.0; charset=utf-8; escaping=dots")]
    [InlineData("text/plain; version=1.0.0; escaping= values ; q=0.6", "text/plain; version=1.0.0; charset=utf-8; escaping=values")]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3", "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8")]

    // That of an earlier clause, as in the library; in no format that is older than the schemes.
    [InlineData("image/png;escaping=values,text/plain;version=1.0.0;q=0.6", "text/plain; version=1.0.0; charset=utf-8; escaping=values")]
    [InlineData("text/plain;version=0.0.4;escaping=allow-utf-8", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=0.0.1;escaping=dots", "application/openmetrics-text; version=0.0.1; charset=utf-8")]

    // A scheme that does not exist, or that would inject another header.
    [InlineData("text/plain;version=1.0.0;escaping=allow-utf8", "text/plain; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData("text/plain;version=1.0.0;escaping=dots\r\nSet-Cookie: a", "text/plain; version=1.0.0; charset=utf-8; escaping=underscores")]
    public void TheContentTypeNamesTheSchemeOfEscapingThatWasAskedFor(string? header, string expected) =>
        Assert.Equal(expected, AcceptHeader.Negotiate(header).ContentType);

    [Fact]
    public void AHeaderOfThousandsOfClausesIsAnsweredFromTheFirst64()
    {
        var many = string.Concat(Enumerable.Repeat("a/b;q=0.1,", 63));
        Assert.Equal(OpenMetricsFormat.Version001, AcceptHeader.Negotiate(many + "application/openmetrics-text").Format);
        Assert.Equal(TextFormat.Version004, AcceptHeader.Negotiate(many + "a/b,application/openmetrics-text" + many).Format);
    }
}
