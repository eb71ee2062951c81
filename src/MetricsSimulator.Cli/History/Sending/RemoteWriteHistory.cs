using System.Threading.Channels;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Formats.RemoteWrite;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Sending;

/// <summary>
/// Sends a span of simulated time to a receiver: windows of ticks are computed ahead of those that are sent, and the series of a window are
/// sent side by side. The next window waits until all of the one before is acknowledged, so that the samples of a series arrive in order, and
/// all samples within half an hour of one another. One thread at a time.
/// </summary>
/// <param name="span">What is sent.</param>
/// <param name="sender">Sends it.</param>
internal sealed class RemoteWriteHistory(RunSpan span, RemoteWriteSender sender)
{
    // Memory: so many values, 8 bytes each, in each of three windows.
    private const int MostValues = 1 << 20;

    // Prometheus takes samples in any order of series while they are less than an hour apart, half the length of its first blocks.
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(30);

    private readonly Channel<SampleWindow> _full = Channel.CreateBounded<SampleWindow>(1);
    private readonly Channel<SampleWindow> _free = Channel.CreateUnbounded<SampleWindow>();
    private readonly Lock _lock = new();
    private HistoryProgress _done;
    private WriteRequestEncoder? _encoder;

    /// <summary>The most samples in a request.</summary>
    public int SamplesInRequest { get; init; } = 10_000;

    /// <summary>The most requests at a time.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>The first tick that is sent: that of the span, or a later one when those before it are acknowledged already.</summary>
    public long FirstTick { get; init; } = span.FirstTick;

    /// <summary>The first tick that is not acknowledged as a whole, also after it ended early.</summary>
    public long Acknowledged { get; private set; } = -1;

    /// <summary>The number of samples and bytes that are acknowledged.</summary>
    public HistoryProgress Done => _done;

    /// <summary>Computes the span and sends it.</summary>
    /// <param name="progress">Told what is acknowledged, by one thread at a time.</param>
    /// <param name="acknowledged">Told the first tick that is not acknowledged yet, each time that it moves.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="RemoteWriteException">The receiver does not take it.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public void Write(IProgress<HistoryProgress> progress, Action<long> acknowledged, CancellationToken cancellation)
    {
        Acknowledged = FirstTick;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        for (var i = 0; i < 3; i++) _free.Writer.TryWrite(new SampleWindow());
        var computing = Task.Factory.StartNew(() => Compute(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            SendAsync(progress, acknowledged, stop.Token).GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            computing.Wait(CancellationToken.None);
        }
    }

    /// <summary>Tells what holds the sending up.</summary>
    /// <param name="progress">Who is told.</param>
    /// <param name="reason">What it is.</param>
    public void Note(IProgress<HistoryProgress> progress, string reason)
    {
        lock (_lock) progress.Report(_done with { Note = reason });
    }

    private void Compute(CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            var simulator = span.Simulate(SeriesSelection.All);
            // Which series were there before is known from the tick before.
            for (var tick = Math.Max(span.FirstTick, FirstTick - 1); tick < span.EndTick;)
            {
                simulator.AdvanceTo(tick, cancellation: cancellation);
                var window = _free.Reader.ReadAsync(cancellation).AsTask().GetAwaiter().GetResult();
                Fill(window, simulator, tick < FirstTick ? FirstTick : span.EndTick, cancellation);
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

    /// <summary>Fills a window from the tick at which the simulator stands.</summary>
    private void Fill(SampleWindow window, Simulator simulator, long end, CancellationToken cancellation)
    {
        var layout = simulator.Layout;
        var ticks = (int)Math.Clamp(Math.Min(LongestWindow / simulator.Model.Timeline.UpdateInterval, MostValues / Math.Max(1, layout.ValueCount)), 1, SamplesInRequest);
        window.Begin(layout, ticks);
        for (var tick = simulator.Tick; tick < end && window.Count < ticks; tick++)
        {
            cancellation.ThrowIfCancellationRequested();
            simulator.AdvanceTo(tick, cancellation: cancellation);
            if (simulator.Layout != layout) return;
            using var snapshot = simulator.Acquire();
            window.Add(snapshot);
        }
    }

    private async Task SendAsync(IProgress<HistoryProgress> progress, Action<long> acknowledged, CancellationToken cancellation)
    {
        await foreach (var window in _full.Reader.ReadAllAsync(cancellation))
        {
            if (_encoder?.Layout != window.Layout) await ChangeEncoderAsync(window.Layout!, window, progress, cancellation);
            var encoder = _encoder!;
            if (window.EndTick <= FirstTick)
            {
                encoder.Pass(window);
            }
            else
            {
                await SendAsync(encoder, window.Count, (first, end) => encoder.Encode(window, first, end), progress, cancellation);
                Acknowledged = window.EndTick;
                acknowledged(Acknowledged);
                Report(progress, Acknowledged - FirstTick, 0, 0);
            }

            _free.Writer.TryWrite(window);
        }
    }

    private async Task ChangeEncoderAsync(Layout layout, SampleWindow window, IProgress<HistoryProgress> progress, CancellationToken cancellation)
    {
        var before = _encoder;
        _encoder = new WriteRequestEncoder(layout);
        if (before is null) return;
        _encoder.TakeOver(before);
        await SendAsync(before, 1, (first, end) => before.End(window.FirstTimestamp, first, end), progress, cancellation);
    }

    private Task SendAsync(WriteRequestEncoder encoder, int ticks, Func<int, int, WriteRequest?> encode, IProgress<HistoryProgress> progress, CancellationToken cancellation)
    {
        var width = Math.Max(1, SamplesInRequest / ticks);
        var count = (encoder.SeriesCount + width - 1) / width;
        return Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (i, stop) =>
        {
            using var request = encode(i * width, Math.Min(encoder.SeriesCount, (i + 1) * width));
            if (request is null) return;
            await sender.SendAsync(request.Body, stop);
            Report(progress, _done.Steps, request.Samples, request.Body.Length);
        });
    }

    private void Report(IProgress<HistoryProgress> progress, long steps, int samples, int bytes)
    {
        lock (_lock)
        {
            _done = new HistoryProgress(steps, _done.Samples + samples, _done.Bytes + bytes);
            progress.Report(_done);
        }
    }
}
