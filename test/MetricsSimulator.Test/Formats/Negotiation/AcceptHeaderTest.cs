using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;

namespace MetricsSimulator.Test.Formats.Negotiation;

public class AcceptHeaderTest
{
    [Theory]
    [InlineData(null, ExpositionFormat.Text004)]
    [InlineData("", ExpositionFormat.Text004)]

    // Prometheus 2.42, without and with native histograms.
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", ExpositionFormat.OpenMetrics100)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", ExpositionFormat.OpenMetrics100)]

    // Prometheus 3.
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", ExpositionFormat.OpenMetrics100)]

    // VictoriaMetrics, curl, Chromium.
    [InlineData("text/plain;version=0.0.4;q=1,*/*;q=0.1", ExpositionFormat.Text004)]
    [InlineData("*/*", ExpositionFormat.Text004)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", ExpositionFormat.Text004)]

    // Versions.
    [InlineData("application/openmetrics-text", ExpositionFormat.OpenMetrics001)]
    [InlineData("application/openmetrics-text;version=0.0.1", ExpositionFormat.OpenMetrics001)]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", ExpositionFormat.OpenMetrics100)]
    [InlineData("application/openmetrics-text;version=2.0.0", ExpositionFormat.Text004)]
    [InlineData("text/plain;version=1.0.0,application/openmetrics-text;q=0.1", ExpositionFormat.OpenMetrics001)]
    [InlineData("text/plain,application/openmetrics-text", ExpositionFormat.Text004)]

    // Weights: falling, in order when equal; 0 does not exclude; what is not a number is 0.
    [InlineData("text/plain;q=0.3,application/openmetrics-text;version=1.0.0;q=0.4", ExpositionFormat.OpenMetrics100)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0,text/html", ExpositionFormat.OpenMetrics100)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=high,text/plain;q=0.1", ExpositionFormat.Text004)]
    [InlineData("application/openmetrics-text;version=1.0.0;q= 0.9,text/plain;q=0.1", ExpositionFormat.Text004)]

    // A star names a format only together with its version, and comes last whatever its weight.
    [InlineData("application/*;version=1.0.0", ExpositionFormat.OpenMetrics100)]
    [InlineData("*/*;version=0.0.1", ExpositionFormat.OpenMetrics001)]
    [InlineData("application/*", ExpositionFormat.Text004)]
    [InlineData("*;version=1.0.0;q=1,text/plain;q=0.1", ExpositionFormat.Text004)]

    // Malformed.
    [InlineData(",,;,/,//,application/openmetrics-text/x;version=1.0.0", ExpositionFormat.Text004)]
    [InlineData("application/openmetrics-text;;version;version=;q;=;version=1.0.0=0,application/openmetrics-text;version=1.0.0;q=0.5", ExpositionFormat.OpenMetrics001)]
    [InlineData("Application/OpenMetrics-Text;version=1.0.0", ExpositionFormat.Text004)]
    [InlineData("\u0000\uFFFF;;;===,,,", ExpositionFormat.Text004)]
    public void TheFormatIsTheOneThatThePrometheusLibraryChooses(string? header, ExpositionFormat expected) =>
        Assert.Equal(expected, AcceptHeader.Negotiate(header));

    [Fact]
    public void AHeaderOfThousandsOfClausesIsAnsweredFromTheFirst64()
    {
        var many = string.Concat(Enumerable.Repeat("a/b;q=0.1,", 63));
        Assert.Equal(ExpositionFormat.OpenMetrics001, AcceptHeader.Negotiate(many + "application/openmetrics-text"));
        Assert.Equal(ExpositionFormat.Text004, AcceptHeader.Negotiate(many + "a/b,application/openmetrics-text" + many));
    }
}
