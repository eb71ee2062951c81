namespace MetricsSimulator.Cli.Http;

/// <summary>The body of a stream. A connection that takes nothing for too long is closed. One thread at a time.</summary>
/// <param name="response">The answer.</param>
/// <param name="timer">Closes the connection.</param>
/// <param name="patience">How long it may take nothing.</param>
internal sealed class StreamOutput(HttpResponse response, ITimer timer, TimeSpan patience)
{
    /// <summary>Sends bytes, and waits until the system has taken them.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        timer.Change(patience, Timeout.InfiniteTimeSpan);
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
