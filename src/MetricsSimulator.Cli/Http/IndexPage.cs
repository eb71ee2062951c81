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
        <li><a href="/metrics/truth">/metrics/truth</a>: the anomalies that are active, the scenario and its phase, as metrics</li>
        <li><a href="/history">/history</a>: the last hour again, as OpenMetrics with timestamps; ?duration=10m for another span, ?match[]=NAME for some series</li>
        <li><a href="/config">/config</a>: the configuration that runs, defaults filled in, as YAML or JSON</li>
        <li><a href="/api/v1/anomalies">/api/v1/anomalies</a>: the anomalies, past, active and planned; POST injects one, DELETE of /api/v1/anomalies/ID ends one</li>
        <li><a href="/api/v1/scenarios">/api/v1/scenarios</a>: the scenarios that can be played</li>
        <li><a href="/api/v1/scenario">/api/v1/scenario</a>: the scenario that is played; PUT plays another</li>
        <li><a href="/api/v1/journal">/api/v1/journal</a>: what is run and all that was done to it, for generate --journal</li>
        </ul>
        </body>
        </html>

        """;

    /// <summary>Answers a request.</summary>
    public static Task AnswerAsync(HttpContext context) => Body.WriteAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", Html);
}
