using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// The run that a server shows, which can be started over while the server listens. A request that has begun is answered from the run with which it began. Thread-safe.
/// </summary>
/// <param name="time">The clock of the simulation.</param>
/// <param name="options">The options of the server.</param>
internal sealed class ServedRuns(TimeProvider time, ServeOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _ending = new();
    private ServedRun? _current;
    private int? _port;

    /// <summary>Creates the push of a run from a tick on; null for none.</summary>
    public Func<LiveRun, long, LivePush>? Push { get; init; }

    /// <summary>Creates the export of a run from a tick on; null for none.</summary>
    public Func<LiveRun, long, LiveExport>? Export { get; init; }

    /// <summary>Creates the log of the samples of a run; null for none.</summary>
    public Func<LiveRun, IAsyncDisposable>? Log { get; init; }

    /// <summary>Draws a seed for a run that gets none.</summary>
    public required Func<ulong> DrawSeed { get; init; }

    /// <summary>The run that is shown. It is known after <see cref="Show"/>.</summary>
    public LiveRun Live => Volatile.Read(ref _current)!.Live;

    /// <summary>The endpoints of the run that is shown.</summary>
    public Endpoints Endpoints => Volatile.Read(ref _current)!.Endpoints;

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context) => Endpoints.AnswerAsync(context);

    /// <summary>Shows a run from now on.</summary>
    /// <param name="live">The run, which follows the clock. It is disposed of together with this object.</param>
    /// <param name="firstPush">The first tick that is pushed.</param>
    /// <param name="firstExport">The first tick that is exported; 1 or more.</param>
    public void Show(LiveRun live, long firstPush, long firstExport)
    {
        var next = new ServedRun(live) { Push = Push?.Invoke(live, firstPush), Export = Export?.Invoke(live, firstExport) };
        next.Endpoints = new Endpoints(live, time, options with { Push = next.Push, Export = next.Export, StartOver = StartOverAsync });
        if (_port is { } port) Begin(next, port);
        Volatile.Write(ref _current, next);
    }

    /// <summary>Begins what needs the port of the server: the export and the log of samples.</summary>
    /// <param name="port">The port.</param>
    public void Listen(int port)
    {
        _port = port;
        Begin(_current!, port);
    }

    /// <summary>
    /// Starts the run over: with its configuration and scenario as they are now, from the current tick on, with counters at 0 and without the changes before. Scrapes get the old run until the new one
    /// is computed. Receivers get the new one from its tick 1 on, because its tick 0 is one that they have from the old run.
    /// </summary>
    /// <param name="seed">The seed; null to draw one.</param>
    /// <returns>The new run, or why there is none.</returns>
    public async Task<(LiveRun? Live, Refusal? Refusal)> StartOverAsync(ulong? seed)
    {
        await _turn.WaitAsync(_ending.Token);
        try
        {
            var before = _current!;
            if (before.Live.Journal.FileName is { } file)
                return (null, new Refusal(RefusalCause.Conflict, $"--journal records this run in {file}, and a journal can hold only one run. To start over, restart the simulator with another file, or without --journal."));
            // A change that was accepted from here on would be lost.
            before.Live.IsReplaced = true;
            // Nobody may get a tick from both runs.
            await before.EndSendingAsync();
            var tick = before.Live.Simulator.Status.Tick;
            var run = before.Live.Run.StartedOver(seed ?? DrawSeed(), before.Live.Run.Model.Timeline.InstantOf(tick));
            var simulator = new LiveSimulator(run.Model, time, run.Labels);
            LiveRun? next = null;
            try
            {
                // The sessions before the start of a large team take seconds.
                if (await Task.Run(() => simulator.Start(null, _ending.Token), _ending.Token)) next = new LiveRun(run, simulator, new RunJournal()) { Number = before.Live.Number + 1, HidesTruth = before.Live.HidesTruth };
            }
            finally
            {
                if (next is null)
                {
                    before.Live.IsReplaced = false;
                    Show(before.Live, tick + 1, tick + 1);
                }
                else
                {
                    Show(next, 1, 1);
                }

                (next is null ? simulator : before.Live.Simulator).Dispose();
                before.Endpoints.Streams.Over();
            }

            return next is not null ? (next, null)
                : (null, new Refusal(RefusalCause.Conflict, "Ticks come faster than this machine computes them, so the run goes on as before. Use a longer update_interval."));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _turn.WaitAsync();
        if (_current is { } last)
        {
            await last.EndSendingAsync();
            last.Live.Simulator.Dispose();
        }

        _turn.Dispose();
        _ending.Dispose();
    }

    private void Begin(ServedRun run, int port)
    {
        run.Export?.Start(port);
        run.Log = Log?.Invoke(run.Live);
    }

    /// <summary>What belongs to one run of the server.</summary>
    private sealed class ServedRun(LiveRun live)
    {
        public LiveRun Live { get; } = live;

        public Endpoints Endpoints { get; set; } = null!;

        public LivePush? Push { get; init; }

        public LiveExport? Export { get; init; }

        public IAsyncDisposable? Log { get; set; }

        public async Task EndSendingAsync()
        {
            if (Log is not null) await Log.DisposeAsync();
            if (Export is not null) await Export.DisposeAsync();
            if (Push is not null) await Push.DisposeAsync();
        }
    }
}
