namespace MetricsSimulator.Cli.Http;

/// <summary><c>/</c>: a page that lists the endpoints. Thread-safe.</summary>
internal static class IndexPage
{
    private const string Html =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Claude Code Metrics Simulator</title></head>
        <body>
        <h1>Claude Code Metrics Simulator</h1>
        <ul>
        <li><a href="/metrics">/metrics</a>: the metrics, as Prometheus text 0.0.4 or OpenMetrics 1.0</li>
        <li><a href="/health">/health</a>: status, uptime, tick and number of series, as JSON</li>
        <li><a href="/config">/config</a>: the configuration that runs, defaults filled in, as YAML or JSON</li>
        </ul>
        </body>
        </html>

        """;

    /// <summary>Answers a request.</summary>
    public static Task AnswerAsync(HttpContext context) => Body.WriteAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", Html);
}
