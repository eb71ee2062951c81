using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/metrics</c>: the exposition that the scraper asked for. Thread-safe.</summary>
internal sealed class MetricsEndpoint(ExpositionCache cache)
{
    /// <summary>Answers a scrape.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request.Headers;
        var format = AcceptHeader.Negotiate(request.Accept.FirstOrDefault());
        var coding = AcceptEncodingHeader.Negotiate(request.AcceptEncoding);
        using var lease = cache.Acquire(format, coding);

        var response = context.Response;
        response.ContentType = lease.Exposition.ContentType;
        response.ContentLength = lease.Exposition.Length;
        response.Headers.Vary = "Accept, Accept-Encoding";
        if (coding == ContentCoding.Gzip) response.Headers.ContentEncoding = "gzip";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        foreach (var segment in lease.Exposition.Segments) await response.BodyWriter.WriteAsync(segment, context.RequestAborted);
    }
}
