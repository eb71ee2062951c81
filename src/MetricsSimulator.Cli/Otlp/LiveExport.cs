using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>
/// Exports a live run over OTLP: what the processes of a workload export, and all other metrics as one process that started with the run. The run never waits for it or for a receiver:
/// ticks that have passed are computed again. Thread-safe.
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
    private readonly RunReplay _workload;
    private readonly RunReplay _paths;
    private readonly bool _isJson;
    private readonly long _firstTick;
    private SimulationModel? _model;
    private HashSet<string> _ofWorkload = [];
    private PointEncoder? _points;
    private Task? _exporting;
    private long _nextTick;

    /// <summary>Prepares an export, which begins with <see cref="Start"/>.</summary>
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
        _workload = new RunReplay(run, SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), Deliver);
        _paths = new RunReplay(run, SeriesSelection.All);
        _isJson = settings.Metrics?.Protocol == OtlpProtocol.HttpJson;

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

    /// <summary>Exports from now on. Called once.</summary>
    /// <param name="port">The port on which the run is served.</param>
    public void Start(int port)
    {
        if (_metrics is not null) _points = ExportedRun.EncoderOf(_run.Beginning, port, name => _ofWorkload.Contains(name), _options.Temporality, _isJson);
        _exporting = Task.Run(ExportAsync);
    }

    /// <summary>Sends what is left for at most <see cref="LivePush.Grace"/>, and reports what was not taken.</summary>
    public async ValueTask DisposeAsync()
    {
        var last = _run.Simulator.Status.Tick;
        await _ending.CancelAsync();
        _stop.CancelAfter(LivePush.Grace);
        if (_exporting is not null) await _exporting;
        await Task.WhenAll(_metrics?.EndAsync() ?? Task.CompletedTask, _logs?.EndAsync() ?? Task.CompletedTask);
        if (_exporting is not null && last + 1 - _nextTick is > 0 and var behind) _tell(FormattableString.Invariant($"otlp: ended; the last {(behind == 1 ? "tick was" : $"{behind:N0} ticks were")} not exported."));
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
                _workload.MoveTo(_run.Simulator.PastFrom(_nextTick), _stop.Token);
                if (_options.NextMetricTick(_nextTick - 1, _run.Beginning.Model.Timeline.UpdateInterval) == _nextTick) ExportPoints();
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

    private void ExportPoints()
    {
        if (_points is null || _run.Simulator.ModelAt(_nextTick) is not { } model || !ExportedRun.HasPoints(model)) return;
        // A reload may add a workload, or remove it.
        if (!ReferenceEquals(model, _model)) (_model, _ofWorkload) = (model, ExportedRun.NamesOfWorkload([model]));
        using var snapshot = SnapshotOf(_nextTick);
        _points.Begin(snapshot);
        var parts = new List<ExportPart>();
        while (_points.EncodeNext()) parts.Add(new ExportPart(_points.Request.Span, _points.PointCount, _points.Keys));
        if (parts.Count > 0) _metrics!.Add(parts);
    }

    private Snapshot SnapshotOf(long tick)
    {
        var current = _run.Simulator.Acquire(withStarts: true);
        if (current.Tick == tick) return current;
        current.Dispose();
        return _paths.MoveTo(_run.Simulator.PastFrom(tick), _stop.Token).Acquire(withStarts: true);
    }

    private void Deliver(EventBatch batch)
    {
        if (batch.Tick < _firstTick) return;
        _stop.Token.ThrowIfCancellationRequested();
        var exports = batch.FindExports(_options);
        if (_metrics is not null && !exports.Metrics.IsEmpty) _metrics.Add([.. exports.Metrics.Select(_metrics.Encoder.Encode)]);
        if (_logs is not null && !exports.Logs.IsEmpty) _logs.Add([.. exports.Logs.Select(_logs.Encoder.Encode)]);
    }
}
