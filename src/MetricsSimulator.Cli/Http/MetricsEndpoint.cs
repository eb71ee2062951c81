using System.Globalization;
using MetricsSimulator.Cli.Http.Transport;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/metrics</c>: the exposition that the scraper asked for, under the conditions that hold for the endpoint. Thread-safe.</summary>
/// <param name="cache">Where expositions come from.</param>
/// <param name="time">The clock, by which answers are delayed.</param>
/// <param name="options">How it is served: who is told of each scrape.</param>
internal sealed class MetricsEndpoint(ExpositionCache cache, TimeProvider time, ServeOptions options)
{
    private readonly TimeProvider _wall = options.Wall ?? time;

    /// <summary>Answers a scrape.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request.Headers;
        var format = AcceptHeader.Negotiate(request.Accept.FirstOrDefault());
        var coding = AcceptEncodingHeader.Negotiate(request.AcceptEncoding);
        var began = _wall.GetTimestamp();
        long sent = 0;
        try
        {
            using var lease = cache.Acquire(format, coding);
            var conditions = lease.Conditions;
            if (conditions.Delay > TimeSpan.Zero) await Task.Delay(conditions.Delay, time, context.RequestAborted);
            if (conditions.IsDown)
            {
                await Body.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Body.PlainText, "Down: an injected outage.\n");
                sent = context.Response.ContentLength ?? 0;
                return;
            }

            var response = context.Response;
            response.ContentType = lease.Exposition.ContentType;
            response.ContentLength = lease.Exposition.Length;
            response.Headers.Vary = "Accept, Accept-Encoding";
            if (coding == ContentCoding.Gzip) response.Headers.ContentEncoding = "gzip";
            if (HttpMethods.IsHead(context.Request.Method)) return;
            // A body that ends before its announced length makes the server close the connection when all that was written is sent.
            await response.StartAsync(context.RequestAborted);
            var left = conditions.BodyShare < 1 ? (long)(lease.Exposition.Length * conditions.BodyShare) : lease.Exposition.Length;
            foreach (var segment in lease.Exposition.Segments)
            {
                if (left == 0) break;
                var piece = segment[..(int)Math.Min(left, segment.Length)];
                await response.SendAsync(piece, context.RequestAborted);
                left -= piece.Length;
                sent += piece.Length;
            }
        }
        finally
        {
            options.ScrapeLog?.Invoke(string.Create(
                CultureInfo.InvariantCulture,
                $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} scrape {context.Connection.RemoteIpAddress} {format}{(coding == ContentCoding.Gzip ? "+gzip" : "")} {context.Response.StatusCode} {sent} bytes {_wall.GetElapsedTime(began).TotalMilliseconds:0.0} ms"));
        }
    }
}
