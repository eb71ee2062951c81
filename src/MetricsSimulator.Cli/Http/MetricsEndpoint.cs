using System.Globalization;
using MetricsSimulator.Cli.Http.Transport;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/metrics</c>: the exposition that the scraper asked for, under the conditions that hold for the endpoint.</summary>
/// <param name="cache">Where expositions come from.</param>
/// <param name="time">The clock, by which answers are delayed.</param>
/// <param name="options">How the run is served: who is told of each scrape.</param>
internal sealed class MetricsEndpoint(ExpositionCache cache, TimeProvider time, ServeOptions options)
{
    // With these, exporters of some languages show a part of their metrics.
    private static readonly string[] s_filters = ["name[]", "collect[]", "match[]"];

    private readonly TimeProvider _wall = options.Wall;

    /// <summary>Answers a scrape.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        if (s_filters.FirstOrDefault(context.Request.Query.ContainsKey) is { } filter)
        {
            await new Problem(StatusCodes.Status400BadRequest, $"{filter}: /metrics shows all metrics. Leave the parameter out, and drop what you do not want with metric_relabel_configs; /history?match[]=… answers some series.").WriteAsync(context);
            return;
        }

        var request = context.Request.Headers;
        var negotiated = AcceptHeader.Negotiate(request.Accept.FirstOrDefault());
        var coding = AcceptEncodingHeader.Negotiate(request.AcceptEncoding);
        var began = _wall.GetTimestamp();
        long sent = 0;
        try
        {
            using var lease = cache.Acquire(negotiated.Format, coding);
            var conditions = lease.Conditions;
            if (conditions.Delay > TimeSpan.Zero) await Task.Delay(conditions.Delay, time, context.RequestAborted);
            if (conditions.IsDown)
            {
                await new Problem(StatusCodes.Status503ServiceUnavailable, "Down: an injected outage.").WriteAsync(context);
                sent = context.Response.ContentLength ?? 0;
                return;
            }

            var response = context.Response;
            response.ContentType = negotiated.ContentType;
            response.ContentLength = lease.Exposition.Length;
            response.Headers.Vary = "Accept, Accept-Encoding";
            if (coding == ContentCoding.Gzip) response.Headers.ContentEncoding = "gzip";
            if (HttpMethods.IsHead(context.Request.Method)) return;
            // A body that ends before its announced length makes the server close the connection when all that was written is sent.
            await response.StartAsync(context.RequestAborted);
            var left = conditions.Sent(lease.Exposition.Length);
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
                $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} scrape {context.Connection.RemoteIpAddress} {negotiated.Format}{(coding == ContentCoding.Gzip ? "+gzip" : "")} {context.Response.StatusCode} {sent} bytes {_wall.GetElapsedTime(began).TotalMilliseconds:0.0} ms"));
        }
    }
}
