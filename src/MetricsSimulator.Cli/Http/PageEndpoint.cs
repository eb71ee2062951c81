using MetricsSimulator.Cli.Page;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;

namespace MetricsSimulator.Cli.Http;

/// <summary>A file of the page for browsers. Thread-safe.</summary>
/// <param name="name">Its name, such as <c>page.js</c>.</param>
/// <param name="contentType">Its content type.</param>
internal sealed class PageEndpoint(string name, string contentType)
{
    // Everything comes from this server, and nothing is inline. The favicon is an empty data URL.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly PageFile _file = PageFile.Find(name, contentType);

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var coding = AcceptEncodingHeader.Negotiate(request.Headers.AcceptEncoding);
        // Each encoding is another representation, so it has a tag of its own.
        var tag = coding == ContentCoding.Gzip ? _file.EntityTag : _file.EntityTag.Insert(_file.EntityTag.Length - 1, "-identity");
        response.Headers.ETag = tag;
        // A browser asks each time whether the file has changed, because another version may serve the same address tomorrow.
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept, Accept-Encoding";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (Knows(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var content = coding == ContentCoding.Gzip ? _file.Compressed : _file.Decompress();
        if (coding == ContentCoding.Gzip) response.Headers.ContentEncoding = "gzip";
        response.ContentType = _file.ContentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(content, context.RequestAborted);
    }

    // Source: RFC 9110, 13.1.2.
    private static bool Knows(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Any(header => header!.Split(',').Any(known => known.Trim() is "*" || known.Trim().Replace("W/", "", StringComparison.Ordinal) == tag));
}
