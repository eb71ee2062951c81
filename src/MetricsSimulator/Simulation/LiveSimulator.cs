using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>
/// A simulator that follows a clock: whoever asks gets the tick that holds now, and all who ask within one tick get the same. Ticks that
/// nobody asked for are computed all the same, so that the samples do not depend on who scrapes. Thread-safe.
/// </summary>
public sealed class LiveSimulator : IDisposable
{
    // How often in a row more ticks may have come than before.
    private const int MostSlower = 3;

    // So many ticks that what the runtime does meanwhile does not count, and so few that it is soon known.
    private const long LeastAtOnce = 1024;
    private const long MostAtOnce = 65_536;

    private readonly Lock _lock = new();
    private readonly Simulator _simulator;
    private readonly RememberedRun _run;
    private readonly RunChanges _changes;
    private readonly TimeProvider _time;
    private ITimer? _timer;
    private TaskCompletionSource<long>? _next;

    /// <summary>Creates a live simulator at tick 0; <see cref="Start"/> brings it to now.</summary>
    /// <param name="model">What to simulate.</param>
    /// <param name="time">The clock.</param>
    /// <param name="constantLabels">The constant labels.</param>
    /// <param name="deliver">
    /// Told the events of every tick that passes, in the order of the ticks, whether anybody asks for the tick or not; may be null. The run waits for it, so it must do
    /// no more than note them.
    /// </param>
    public LiveSimulator(SimulationModel model, TimeProvider time, ImmutableArray<LabelDimension> constantLabels = default, Action<EventBatch>? deliver = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _simulator = new Simulator(model, constantLabels: constantLabels, deliver: deliver);
        _run = new RememberedRun(_simulator);
        _changes = new RunChanges(_simulator);
    }

    /// <summary>What is simulated.</summary>
    public SimulationModel Model => _simulator.Model;

    /// <summary>The shape of the snapshots at this moment; a change of the model changes it.</summary>
    public Layout Layout => _simulator.Layout;

    /// <summary>Computes every tick up to now, and from then on each tick as it comes.</summary>
    /// <param name="progress">Receives the current tick now and then; may be null.</param>
    /// <param name="cancellation">Stops the computation of the past.</param>
    /// <returns>False when ticks come faster than they are computed; the simulator then follows no clock.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public bool Start(IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            // What passes while the past is computed is past as well; what is left becomes less unless the machine is too slow.
            var before = long.MaxValue;
            var slower = 0;
            while (TickNow() - _simulator.Tick is var left && left > 0)
            {
                slower = left >= before ? slower + 1 : 0;
                if (slower == MostSlower) return false;
                before = left;
                AdvanceTo(_simulator.Tick + Math.Min(left, Math.Clamp(left / 4, LeastAtOnce, MostAtOnce)), progress, cancellation);
            }

            _timer ??= _time.CreateTimer(_ => Follow(), null, UntilNextTick(), Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    /// <summary>Computes every tick up to one that has come or is about to, before <see cref="Start"/>. Nothing happens past it.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="progress">Receives the current tick now and then; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <returns>A lease on its values. Dispose it when done.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Snapshot AcquireAt(long tick, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            AdvanceTo(tick, progress, cancellation);
            return _simulator.Acquire();
        }
    }

    /// <summary>A lease on the values of the current tick. Dispose it when done.</summary>
    public Snapshot Acquire()
    {
        lock (_lock)
        {
            Advance();
            return _simulator.Acquire();
        }
    }

    /// <summary>The current state of the run.</summary>
    public RunStatus Status
    {
        get
        {
            lock (_lock)
            {
                Advance();
                return _simulator.Status;
            }
        }
    }

    /// <summary>Injects an anomaly, with all that follows it, at the next tick.</summary>
    /// <param name="definition">What it is; without a timing.</param>
    /// <returns>Its record.</returns>
    /// <exception cref="ArgumentException">It does not suit the metrics; see <see cref="AnomalyFit"/>.</exception>
    public Anomaly Inject(AnomalyDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        lock (_lock)
        {
            Advance();
            return _changes.Inject(definition);
        }
    }

    /// <summary>Ends an anomaly, planned or injected, at the next tick; those that follow it are not ended.</summary>
    /// <returns>Its record with its new end; null when there is none of that name that has not ended.</returns>
    public Anomaly? End(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_lock)
        {
            Advance();
            return _changes.End(id);
        }
    }

    /// <summary>Begins another scenario at the next tick: its time counts from there, paths begin at their initial values, counters go on.</summary>
    /// <param name="model">The model with the scenario; of the same seed and timeline.</param>
    /// <returns>The tick.</returns>
    /// <exception cref="ArgumentException">Its seed or timeline differs.</exception>
    public long Switch(SimulationModel model)
    {
        lock (_lock)
        {
            Advance();
            return _changes.Switch(model);
        }
    }

    /// <summary>Changes the model at the next tick; time, paths and counters go on.</summary>
    /// <param name="model">The changed model; of the same seed and timeline.</param>
    /// <returns>The tick.</returns>
    /// <exception cref="ArgumentException">Its seed or timeline differs.</exception>
    public long Reload(SimulationModel model)
    {
        lock (_lock)
        {
            Advance();
            return _changes.Reload(model);
        }
    }

    /// <summary>The anomalies whose windows overlap a span of ticks, in the order of their starts.</summary>
    /// <param name="first">The first tick.</param>
    /// <param name="end">The tick after the last.</param>
    public IReadOnlyList<Anomaly> Anomalies(long first, long end)
    {
        lock (_lock) return _simulator.Anomalies.Between(first, end);
    }

    /// <summary>One anomaly, planned or injected, also one that was ended before it began; null when there is none with that name.</summary>
    /// <param name="id">Its name.</param>
    public Anomaly? FindAnomaly(string id)
    {
        lock (_lock) return _simulator.Anomalies.Find(id);
    }

    /// <summary>The model at a tick, as far as it is known.</summary>
    /// <param name="tick">The tick.</param>
    public SimulationModel ModelAt(long tick)
    {
        lock (_lock) return _simulator.Anomalies.ModelAt(tick);
    }

    /// <summary>What is needed to compute the last ticks up to now again, apart from this simulator.</summary>
    /// <param name="ticks">How many, 1 or more; they are fewer when the run is younger.</param>
    public RunPast Past(long ticks)
    {
        lock (_lock)
        {
            Advance();
            return _run.PastFrom(Math.Max(0, _simulator.Tick - ticks + 1));
        }
    }

    /// <summary>What is needed to compute the ticks from one up to now again, apart from this simulator.</summary>
    /// <param name="first">The first tick; it has come.</param>
    public RunPast PastFrom(long first)
    {
        lock (_lock)
        {
            Advance();
            return _run.PastFrom(first);
        }
    }

    /// <summary>Waits for a tick later than a given one. Waiting slows neither the run nor others who wait.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="cancellation">Ends the waiting; it does nothing when a later tick holds already.</param>
    /// <returns>The tick that holds then: the next one, or a later one when the run has gone on.</returns>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    /// <exception cref="Exception">A tick failed, and there is none after it; whoever asks for values gets the same exception.</exception>
    public async Task<long> TickAfter(long tick, CancellationToken cancellation = default)
    {
        while (true)
        {
            Task<long> next;
            lock (_lock)
            {
                _run.RequireWhole();
                if (_simulator.Tick > tick) return _simulator.Tick;
                next = (_next ??= new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    /// <summary>The change that was made last; null when none was.</summary>
    public ModelChange? LastChange
    {
        get
        {
            lock (_lock) return _changes.Last;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) _timer?.Dispose();
    }

    private void Advance(IProgress<long>? progress = null, CancellationToken cancellation = default) => AdvanceTo(TickNow(), progress, cancellation);

    private void AdvanceTo(long tick, IProgress<long>? progress, CancellationToken cancellation)
    {
        var before = _simulator.Tick;
        try
        {
            _run.AdvanceTo(tick, progress, cancellation);
        }
        catch (Exception exception) when (_run.HasFailed)
        {
            _next?.TrySetException(exception);
            throw;
        }

        if (_simulator.Tick == before) return;
        _next?.TrySetResult(_simulator.Tick);
        _next = null;
    }

    private void Follow()
    {
        lock (_lock)
        {
            try
            {
                Advance();
            }
            catch (Exception) when (_run.HasFailed)
            {
                // The next caller gets the exception.
                return;
            }

            _timer?.Change(UntilNextTick(), Timeout.InfiniteTimeSpan);
        }
    }

    private long TickNow() => Model.Timeline.TickAt(_time.GetUtcNow());

    private TimeSpan UntilNextTick()
    {
        var left = Model.Timeline.InstantOf(_simulator.Tick + 1) - _time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
