using MetricsSimulator.Formats.RemoteWrite;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Push;

/// <summary>
/// Sends windows of samples to a receiver, one window after another: each is cut by series into requests that are sent side by side. A series
/// that ends is marked as stale. One window at a time.
/// </summary>
/// <param name="send">Sends one request. It returns when the next window may follow.</param>
internal sealed class WindowSender(Func<WriteRequest, CancellationToken, Task> send)
{
    private WriteRequestEncoder? _encoder;

    /// <summary>The most samples in a request.</summary>
    public int SamplesInRequest { get; init; } = 10_000;

    /// <summary>The most requests at a time.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Notes which series a window shows, as if it had been sent.</summary>
    public void Pass(SampleWindow window)
    {
        _encoder ??= new WriteRequestEncoder(window.Layout!);
        _encoder.Pass(window);
    }

    /// <summary>Sends a window.</summary>
    /// <param name="window">The window, later than all before; one tick or more.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task SendAsync(SampleWindow window, CancellationToken cancellation)
    {
        if (_encoder?.Layout != window.Layout) await ChangeLayoutAsync(window.Layout!, window.FirstTimestamp, cancellation);
        var encoder = _encoder!;
        await SendAsync(encoder, window.Count, (first, end) => encoder.Encode(window, first, end), cancellation);
    }

    private async Task ChangeLayoutAsync(Layout layout, long timestamp, CancellationToken cancellation)
    {
        var before = _encoder;
        _encoder = new WriteRequestEncoder(layout);
        if (before is null) return;
        _encoder.TakeOver(before);
        await SendAsync(before, 1, (first, end) => before.End(timestamp, first, end), cancellation);
    }

    private Task SendAsync(WriteRequestEncoder encoder, int ticks, Func<int, int, WriteRequest?> encode, CancellationToken cancellation)
    {
        var width = Math.Max(1, SamplesInRequest / ticks);
        var count = (encoder.SeriesCount + width - 1) / width;
        return Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (i, stop) =>
        {
            using var request = encode(i * width, Math.Min(encoder.SeriesCount, (i + 1) * width));
            if (request is not null) await send(request, stop);
        });
    }
}
