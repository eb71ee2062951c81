using MetricsSimulator.Formats.RemoteWrite;

namespace MetricsSimulator.Cli.Push;

/// <summary>
/// Sends windows of samples to a receiver, one after another. It splits the series of a window into requests and sends several at the same time. A series
/// that ends gets a stale marker. One window at a time.
/// </summary>
/// <param name="send">Sends one request. It returns when the next window may be sent.</param>
internal sealed class WindowSender(Func<WriteRequest, CancellationToken, Task> send)
{
    private readonly WriteRequestEncoder _encoder = new();

    /// <summary>The most samples in a request.</summary>
    public int SamplesInRequest { get; init; } = 10_000;

    /// <summary>The most requests at a time.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Notes which series are present at the end of a window, as if it had been sent.</summary>
    public void Pass(SampleWindow window) => _encoder.Pass(window);

    /// <summary>Sends a window.</summary>
    /// <param name="window">The window, later than all before, with at least one tick.</param>
    /// <param name="cancellation">Cancels it.</param>
    public Task SendAsync(SampleWindow window, CancellationToken cancellation)
    {
        _encoder.MakeReadyFor(window);
        var width = Math.Max(1, SamplesInRequest / window.Count);
        var count = (_encoder.SeriesCount + width - 1) / width;
        return Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (i, stop) =>
        {
            using var request = _encoder.Encode(window, i * width, Math.Min(_encoder.SeriesCount, (i + 1) * width));
            if (request is not null) await send(request, stop);
        });
    }
}
