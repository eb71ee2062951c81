using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.RemoteWrite;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Push;

/// <summary>
/// Pushes each tick of a live run to a receiver of remote write. The run never waits for the receiver. Ticks that pass while a request is under
/// way are computed again later, from a checkpoint, so memory does not grow, however long the receiver is down. Each request is repeated
/// until the receiver acknowledges it or refuses its samples for good. Thread-safe.
/// </summary>
internal sealed class LivePush : IAsyncDisposable
{
    /// <summary>How long it may take to send the last ticks when the run ends.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly LiveRun _run;
    private readonly RemoteWriteSender _sender;
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;
    private readonly WindowSender _windows;
    private readonly RunReplay _replay;
    private readonly WindowFill _fill = new();
    private readonly SampleWindow _window = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Task _pushing;
    private PushState _state;
    private bool _refused;
    private bool _failed;
    private PushStatus _status;

    /// <summary>Pushes from now on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="firstTick">The first tick to push; it has already come.</param>
    /// <param name="sender">The receiver.</param>
    /// <param name="time">The clock that measures pauses between attempts.</param>
    /// <param name="tell">Receives a line each time the state changes; called by one thread at a time.</param>
    public LivePush(LiveRun run, long firstTick, RemoteWriteSender sender, TimeProvider time, Action<string> tell)
    {
        _run = run;
        _sender = sender;
        _time = time;
        _tell = tell;
        _replay = new RunReplay(run, SeriesSelection.All);
        _windows = new WindowSender(DeliverAsync);
        _status = new PushStatus(firstTick, 0, null);
        _pushing = Task.Run(PushAsync);
    }

    /// <summary>The state of the push.</summary>
    public PushStatus Status
    {
        get
        {
            lock (_lock) return _status;
        }
    }

    /// <summary>Sends the remaining ticks for at most <see cref="Grace"/>, and reports what is not acknowledged.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _stop.CancelAfter(Grace);
        await _pushing;
        if (!_failed) TellWhatIsLeft();
        _ending.Dispose();
        _stop.Dispose();
    }

    private void TellWhatIsLeft()
    {
        var behind = _run.Simulator.Status.Tick + 1 - _status.NextTick;
        if (behind > 0) _tell($"remote write: ended; {_sender.Receiver} has not acknowledged the last {Ticks(behind)}, from {InstantOf(_status.NextTick)} on.");
    }

    private async Task PushAsync()
    {
        try
        {
            while (true)
            {
                var next = _status.NextTick;
                await _run.Simulator.TickAfter(next - 1, _ending.Token);
                Take(next);
                await _windows.SendAsync(_window, _stop.Token);
                Acknowledge(_window.EndTick);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
#pragma warning disable CA1031 // No exception may end the program, which still answers scrapes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        lock (_lock)
        {
            _failed = true;
            _status = _status with { Trouble = $"failed because of an error in the program: {exception.GetType().Name}: {exception.Message}" };
            _tell($"remote write: {_status.Trouble} Nothing is pushed from {InstantOf(_status.NextTick)} on.");
        }
    }

    /// <summary>Fills the window, beginning with a tick that has already come.</summary>
    private void Take(long first)
    {
        using (var snapshot = _run.Simulator.Acquire())
        {
            if (snapshot.Tick == first)
            {
                _fill.Fill(_window, snapshot);
                return;
            }
        }

        var past = _run.Simulator.PastFrom(first);
        _fill.Fill(_window, _replay.MoveTo(past, _stop.Token), past.FirstTick + past.Ticks, _windows.SamplesInRequest, _stop.Token);
    }

    private async Task DeliverAsync(WriteRequest request, CancellationToken cancellation)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await _sender.SendAsync(request.Body, reason => Note(PushState.Waiting, reason), cancellation);
                return;
            }
            catch (RemoteWriteException exception) when (exception.IsAboutSamples)
            {
                Note(PushState.Refusing, exception.Message, request.Samples);
                return;
            }
            catch (RemoteWriteException exception)
            {
                Note(PushState.Misdirected, exception.Message);
                await Task.Delay(RetryPolicy.PauseAfter(failures, null), _time, cancellation);
            }
        }
    }

    private void Note(PushState state, string reason, int lost = 0)
    {
        lock (_lock)
        {
            _status = _status with { Trouble = reason, LostSamples = _status.LostSamples + lost };
            _refused |= state == PushState.Refusing;
            if (_state == state) return;
            _state = state;
            var then = state == PushState.Refusing
                ? "The refused samples are lost; /health counts them."
                : $"The samples from {InstantOf(_status.NextTick)} on will be sent when it accepts them.";
            _tell($"remote write: {_sender.Receiver}: {reason.TrimEnd('.')}. {then}");
        }
    }

    private void Acknowledge(long nextTick)
    {
        lock (_lock)
        {
            var first = _status.NextTick;
            _status = _status with { NextTick = nextTick };
            // A receiver that refuses some of the samples has not recovered.
            var isWell = !_refused;
            _refused = false;
            if (!isWell || _state == PushState.Well) return;
            _state = PushState.Well;
            _status = _status with { Trouble = null };
            _tell($"remote write: {_sender.Receiver} accepts samples again, from {InstantOf(first)} on.");
        }
    }

    private string InstantOf(long tick) => InstantText.Format(_run.Beginning.Model.Timeline.InstantOf(tick));

    private static string Ticks(long count) => FormattableString.Invariant($"{count:N0} {(count == 1 ? "tick" : "ticks")}");
}
