using System.Globalization;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>A question for the values of an expression at several instants.</summary>
/// <param name="Expression">The expression, as PromQL.</param>
/// <param name="First">The first instant, in milliseconds since the Unix epoch.</param>
/// <param name="Step">The time from one instant to the next, in milliseconds.</param>
/// <param name="Count">The number of instants; from 1 to <see cref="MostPoints"/>.</param>
internal sealed record RangeQuery(string Expression, long First, long Step, int Count)
{
    /// <summary>The most instants of a query that Prometheus answers.</summary>
    public const int MostPoints = 11_000;

    /// <summary>The most samples that a query may hold at once, so that Prometheus needs at most half a gigabyte.</summary>
    public const int MostSamples = 3_000_000;

    /// <summary>Sends it, and reads the answer while it comes.</summary>
    /// <param name="server">The Prometheus.</param>
    /// <param name="series">Receives the series of the answer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Why there is no answer; null if there is one.</returns>
    /// <exception cref="PrometheusException">There is no answer.</exception>
    public async Task<QueryError?> SendAsync(PrometheusConnection server, SeriesReceiver series, CancellationToken cancellation)
    {
        using var answer = await server.AskAsync("/api/v1/query_range",
        [
            new("query", Expression),
            new("start", Seconds(First)),
            new("end", Seconds(First + (Count - 1) * Step)),
            new("step", Seconds(Step)),
            // VictoriaMetrics moves the instants to multiples of the step otherwise. Prometheus does not know it.
            new("nocache", "1"),
        ], cancellation);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            return await new MatrixReader(series).ReadAsync(body, cancellation);
        }
        catch (Exception exception) when (exception is IOException or System.Text.Json.JsonException)
        {
            throw await server.EndedAsync(exception);
        }
    }

    private static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString(CultureInfo.InvariantCulture);
}
