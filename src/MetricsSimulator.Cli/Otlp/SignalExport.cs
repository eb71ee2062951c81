using MetricsSimulator.Cli.Push;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>
/// Sends the parts of one signal, in their order, one request at a time. Parts that wait are joined. What the receiver does not take is lost and counted, but for totals, which are sent
/// later unless newer ones contain them. Thread-safe.
/// </summary>
internal sealed class SignalExport : IDisposable
{
    // The most bytes of a request before it is compressed: half of what receivers of gRPC take by default.
    private const int MostBytes = 2 << 20;

    // The most bytes that wait: at most half an hour of a thousand developers.
    private const long MostWaiting = 64 << 20;

    // A receiver that fails now and then is reported once.
    private static readonly TimeSpan s_recovery = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly OtlpReceiver _receiver;
    private readonly OtlpSender _sender;
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;
    private readonly ExportQueue _queue = new(MostWaiting);
    private readonly SemaphoreSlim _work = new(0);
    private readonly Task _sending;
    private SignalStatus _status = new(0, 0, 0, null);
    private long _lostBefore;
    private long _failed;
    private bool _isSending;
    private bool _isFailing;
    private bool _isEnding;

    /// <summary>Sends from now on.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="sender">Sends to it; disposed with this object.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Receives a line when a problem begins or ends.</param>
    /// <param name="stop">Ends everything at once.</param>
    public SignalExport(OtlpReceiver receiver, OtlpSender sender, TimeProvider time, Action<string> tell, CancellationToken stop)
    {
        (_receiver, _sender, _time, _tell) = (receiver, sender, time, tell);
        Encoder = new ExportEncoder(receiver);
        _sending = Task.Run(() => SendAsync(stop), CancellationToken.None);
    }

    /// <summary>Encodes what is sent.</summary>
    public ExportEncoder Encoder { get; }

    /// <summary>The state.</summary>
    public SignalStatus Status
    {
        get
        {
            lock (_lock) return _status;
        }
    }

    /// <summary>Whether anything waits, is being sent, or cannot be sent before the end of a pause.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock) return _isSending || !_queue.IsEmpty;
        }
    }

    /// <summary>Sends parts, or joins those that wait. It does not wait for the receiver.</summary>
    public void Add(IReadOnlyList<ExportPart> parts)
    {
        lock (_lock)
        {
            var waiting = _queue.Items;
            var lost = _queue.Add(parts);
            _status = _status with { Lost = _status.Lost + lost, Waiting = _status.Waiting + _queue.Items - waiting };
        }

        _work.Release();
    }

    /// <summary>Sends what waits, and ends. What cannot be sent is lost. If anything was lost since the beginning, it tells how much.</summary>
    public async Task EndAsync()
    {
        lock (_lock) _isEnding = true;
        _work.Release();
        await _sending;
        var before = Status;
        lock (_lock) _status = _status with { Lost = _status.Lost + _status.Waiting, Waiting = 0 };
        if (Status is not { Lost: > 0 } status) return;
        var atEnd = before.Waiting > 0 ? FormattableString.Invariant($", {before.Waiting:N0} of them at the end") : "";
        _tell(FormattableString.Invariant($"otlp: ended; {_sender.Receiver} did not take {status.Lost:N0} of {status.Taken + status.Lost:N0} {_receiver.Signal.Items}{atEnd}."));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sender.Dispose();
        _work.Dispose();
    }

    private async Task SendAsync(CancellationToken stop)
    {
        try
        {
            while (await NextAsync(stop) is { } parts)
            {
                var answer = await _sender.SendAsync(Encoder.Request(parts), stop);
                Note(parts, answer);
                if (answer.Kind == ReceiverAnswer.Outcome.Taken) parts.ForEach(part => part.Release());
                // A request that broke off may still be read.
                else Encoder.Abandon();
                if (answer.Kind == ReceiverAnswer.Outcome.Later) await Task.Delay(answer.Pause!.Value, _time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What waits is lost, and reported at the end.
        }
    }

    private async Task<List<ExportPart>?> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            lock (_lock)
            {
                _isSending = !_queue.IsEmpty;
                if (_isSending) return _queue.Take(MostBytes);
                if (_isEnding) return null;
            }

            await _work.WaitAsync(stop);
        }
    }

    private void Note(List<ExportPart> parts, ReceiverAnswer answer)
    {
        var items = parts.Sum(part => (long)part.Items);
        lock (_lock)
        {
            var lost = answer.Kind switch
            {
                ReceiverAnswer.Outcome.Taken => Math.Min(answer.Rejected, items),
                ReceiverAnswer.Outcome.Later => _queue.Return(parts),
                _ => items,
            };
            _status = _status with
            {
                Taken = _status.Taken + (answer.Kind == ReceiverAnswer.Outcome.Taken ? items - lost : 0),
                Lost = _status.Lost + lost,
                Waiting = _queue.Items,
            };
            if (answer.Kind != ReceiverAnswer.Outcome.Taken || lost > 0) Fail(answer, lost, parts.Exists(part => part.AreTotals));
            else Succeed();
        }
    }

    private void Fail(ReceiverAnswer answer, long lost, bool areTotals)
    {
        var isNew = !_isFailing;
        (_isFailing, _failed) = (true, _time.GetTimestamp());
        _status = _status with { Trouble = answer.Reason };
        if (!isNew) return;
        _lostBefore = _status.Lost - lost;
        var then = answer.Kind != ReceiverAnswer.Outcome.Later ? "What it rejects is lost; /health counts it."
            : areTotals ? "It will get the totals when it takes them."
            : $"What it does not take within {DurationText.Format(_receiver.Timeout)} is lost; /health counts it.";
        _tell($"otlp: {_sender.Receiver}: {answer.Reason.TrimEnd('.')}. {then}");
    }

    private void Succeed()
    {
        _status = _status with { Trouble = null };
        if (!_isFailing || _time.GetElapsedTime(_failed) < s_recovery) return;
        _isFailing = false;
        _tell($"otlp: {_sender.Receiver} takes {_receiver.Signal.Name} again. Lost: {Number(_status.Lost - _lostBefore)}.");
    }

    private string Number(long count) => FormattableString.Invariant($"{count:N0} {_receiver.Signal.Items}");
}
