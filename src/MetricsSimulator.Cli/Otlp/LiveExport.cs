using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>
/// Exports what the processes of a live run export, over OTLP. It computes the ticks of the run again, so that the run never waits for it or for a receiver. Thread-safe.
/// </summary>
internal sealed class LiveExport : IAsyncDisposable
{
    private readonly LiveRun _run;
    private readonly ExportOptions _options;
    private readonly Action<string> _tell;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SignalExport? _metrics;
    private readonly SignalExport? _logs;
    private readonly RunReplay _replay;
    private readonly long _firstTick;
    private readonly Task _exporting;
    private long _nextTick;

    /// <summary>Exports from now on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="firstTick">The first tick whose exports are sent; 1 or more.</param>
    /// <param name="settings">What is exported, when, and where to.</param>
    /// <param name="time">The clock for waits.</param>
    /// <param name="tell">Receives a line when a problem begins or ends; called by one thread at a time.</param>
    /// <param name="handler">Creates what sends the requests to a receiver; null for the network.</param>
    public LiveExport(LiveRun run, long firstTick, OtlpSettings settings, TimeProvider time, Action<string> tell, Func<OtlpReceiver, HttpMessageHandler>? handler = null)
    {
        (_run, _options, _firstTick, _nextTick) = (run, settings.Options, firstTick, firstTick);
        var telling = new Lock();
        _tell = line =>
        {
            lock (telling) tell(line);
        };
        _metrics = Export(settings.Metrics);
        _logs = Export(settings.Logs);
        _replay = new RunReplay(run, SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), Deliver);
        _exporting = Task.Run(ExportAsync);

        SignalExport? Export(OtlpReceiver? receiver) => receiver is null
            ? null
            : new SignalExport(receiver, new OtlpSender(receiver, run.Beginning.Model.Seed, time, handler?.Invoke(receiver)), time, _tell, _stop.Token);
    }

    /// <summary>The first tick whose exports have not been computed.</summary>
    public long NextTick => Volatile.Read(ref _nextTick);

    /// <summary>The state of the export of metrics; null if they are not exported.</summary>
    public SignalStatus? Metrics => _metrics?.Status;

    /// <summary>The state of the export of log events; null if they are not exported.</summary>
    public SignalStatus? Logs => _logs?.Status;

    /// <summary>Sends what is left for at most <see cref="LivePush.Grace"/>, and reports what was not taken.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _stop.CancelAfter(LivePush.Grace);
        await _exporting;
        await Task.WhenAll(_metrics?.EndAsync() ?? Task.CompletedTask, _logs?.EndAsync() ?? Task.CompletedTask);
        _metrics?.Dispose();
        _logs?.Dispose();
        _ending.Dispose();
        _stop.Dispose();
    }

    private async Task ExportAsync()
    {
        try
        {
            while (true)
            {
                await _run.Simulator.TickAfter(_nextTick - 1, _ending.Token);
                _replay.MoveTo(_run.Simulator.PastFrom(_nextTick), _stop.Token);
                Volatile.Write(ref _nextTick, _nextTick + 1);
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
            _tell($"otlp: failed because of an error in the program; nothing more is exported: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private void Deliver(EventBatch batch)
    {
        if (batch.Tick < _firstTick) return;
        var exports = batch.FindExports(_options);
        if (_metrics is not null && !exports.Metrics.IsEmpty) _metrics.Add([.. exports.Metrics.Select(_metrics.Encoder.Encode)]);
        if (_logs is not null && !exports.Logs.IsEmpty) _logs.Add([.. exports.Logs.Select(_logs.Encoder.Encode)]);
    }
}
