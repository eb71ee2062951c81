namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>A Prometheus that answers questions. One thread at a time.</summary>
internal abstract class PrometheusConnection
{
    /// <summary>Sends a question.</summary>
    /// <param name="path">The path of the API: <c>/api/v1/query_range</c>.</param>
    /// <param name="form">The parameters.</param>
    /// <param name="cancellation">Ends the wait for an answer.</param>
    /// <returns>The answer, of which the body is still to be read. Its status may be an error.</returns>
    /// <exception cref="PrometheusException">There is no answer.</exception>
    public abstract Task<HttpResponseMessage> AskAsync(string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellation);

    /// <summary>The exception for an answer that broke off.</summary>
    /// <param name="exception">What broke it.</param>
    public abstract Task<PrometheusException> EndedAsync(Exception exception);
}
