using System.Globalization;
using MetricsSimulator.Cli.Http.Transport;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/metrics</c>: the exposition that the scraper asked for, with the active anomalies of the endpoint.</summary>
/// <param name="cache">The source of expositions.</param>
/// <param name="time">The clock that times delays.</param>
/// <param name="options">The options of the server: the log of scrapes.</param>
internal sealed class MetricsEndpoint(ExpositionCache cache, TimeProvider time, ServeOptions options)
{
    // With these parameters, some client libraries show only some metrics.
    private static readonly string[] s_filters = ["name[]", "collect[]", "match[]"];

    private readonly TimeProvider _wall = options.Wall;

    /// <summary>Answers a scrape.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        if (s_filters.FirstOrDefault(context.Request.Query.ContainsKey) is { } filter)
        {
            await new Problem(StatusCodes.Status400BadRequest, $"{filter}: /metrics always shows all metrics. Leave out the parameter, and drop metrics with metric_relabel_configs in Prometheus. For some series, ask for /history?match[]=….").WriteAsync(context);
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
                await new Problem(StatusCodes.Status503ServiceUnavailable, options.HidesTruth ? "Down." : "Down: an injected outage.").WriteAsync(context);
                sent = context.Response.ContentLength ?? 0;
                return;
            }

            var response = context.Response;
            response.ContentType = negotiated.ContentType;
            response.ContentLength = lease.Exposition.Length;
            response.Headers.Vary = "Accept, Accept-Encoding";
            if (coding == ContentCoding.Gzip) response.Headers.ContentEncoding = "gzip";
            if (HttpMethods.IsHead(context.Request.Method)) return;
            // If a body ends before its announced length, the server sends what was written and closes the connection.
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
