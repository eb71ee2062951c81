using System.Threading.Channels;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Formats.RemoteWrite;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.History.Sending;

/// <summary>
/// Sends a span of simulated time to a receiver. Windows of ticks are computed before they are sent, and the series of a window are
/// sent in parallel. The next window waits until the whole window before is acknowledged, so that the samples of a series arrive in order, and
/// all samples within half an hour of one another. One thread at a time.
/// </summary>
/// <param name="span">The span to send.</param>
/// <param name="sender">The sender.</param>
/// <param name="acknowledged">Receives the first tick that is not acknowledged yet, each time that it changes; null for nobody.</param>
internal sealed class RemoteWriteHistory(RunSpan span, RemoteWriteSender sender, Action<long>? acknowledged = null) : HistoryWriter
{
    private readonly Channel<SampleWindow> _full = Channel.CreateBounded<SampleWindow>(1);
    private readonly Channel<SampleWindow> _free = Channel.CreateUnbounded<SampleWindow>();
    private readonly Lock _lock = new();
    private HistoryProgress _done;

    /// <summary>The most samples in a request.</summary>
    public int SamplesInRequest { get; init; } = 10_000;

    /// <summary>The first tick to send: that of the span, or a later one if the ticks before are acknowledged already.</summary>
    public long FirstTick { get; init; } = span.FirstTick;

    /// <summary>The first tick that is not completely acknowledged, also after an early end.</summary>
    public long Acknowledged { get; private set; } = -1;

    /// <summary>The numbers of acknowledged samples and bytes.</summary>
    public HistoryProgress Done => _done;

    /// <inheritdoc/>
    public override long Steps => span.EndTick - FirstTick;

    /// <inheritdoc/>
    /// <exception cref="RemoteWriteException">The receiver does not accept the samples.</exception>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        Acknowledged = FirstTick;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        for (var i = 0; i < 3; i++) _free.Writer.TryWrite(new SampleWindow());
        var computing = Task.Factory.StartNew(() => Compute(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            SendAsync(progress, stop.Token).GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            computing.Wait(CancellationToken.None);
        }
    }

    private void Compute(CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            var simulator = span.Simulate(SeriesSelection.All);
            var fill = new WindowFill();
            // The tick before shows which series may end.
            for (var tick = Math.Max(span.FirstTick, FirstTick - 1); tick < span.EndTick;)
            {
                simulator.AdvanceTo(tick, cancellation: cancellation);
                var window = _free.Reader.ReadAsync(cancellation).AsTask().GetAwaiter().GetResult();
                fill.Fill(window, simulator, tick < FirstTick ? FirstTick : span.EndTick, SamplesInRequest, cancellation);
                tick = window.EndTick;
                _full.Writer.WriteAsync(window, cancellation).AsTask().GetAwaiter().GetResult();
            }
        }
#pragma warning disable CA1031 // The thread that reads the windows throws it again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        _full.Writer.Complete(failure);
    }

    private async Task SendAsync(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        var windows = new WindowSender(async (request, stop) =>
        {
            await sender.SendAsync(request.Body, reason => Note(progress, reason), stop);
            Report(progress, 0, request.Samples, request.Body.Length);
        })
        { SamplesInRequest = SamplesInRequest };
        await foreach (var window in _full.Reader.ReadAllAsync(cancellation))
        {
            if (window.EndTick <= FirstTick)
            {
                windows.Pass(window);
            }
            else
            {
                await windows.SendAsync(window, cancellation);
                Acknowledged = window.EndTick;
                acknowledged?.Invoke(Acknowledged);
                Report(progress, window.EndTick - Math.Max(window.FirstTick, FirstTick), 0, 0);
            }

            _free.Writer.TryWrite(window);
        }
    }

    private void Report(IProgress<HistoryProgress>? progress, long steps, int samples, int bytes)
    {
        lock (_lock)
        {
            _done = new HistoryProgress(_done.Steps + steps, _done.Samples + samples, _done.Bytes + bytes);
            progress?.Report(_done);
        }
    }

    private void Note(IProgress<HistoryProgress>? progress, string reason)
    {
        lock (_lock) progress?.Report(_done with { Note = reason });
    }
}
