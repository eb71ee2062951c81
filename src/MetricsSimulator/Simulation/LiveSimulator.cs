using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>
/// A simulator that follows a clock. Everyone who asks within one tick gets the same values, those of the current tick. Ticks that
/// nobody asks for are computed too, so that the samples do not depend on who scrapes. Thread-safe.
/// </summary>
public sealed class LiveSimulator : IDisposable
{
    // How many times in a row the backlog may fail to shrink.
    private const int MostSlower = 3;

    // Large enough that pauses of the runtime do not matter, small enough that a result comes soon.
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
    /// <param name="model">The model.</param>
    /// <param name="time">The clock.</param>
    /// <param name="constantLabels">The constant labels.</param>
    /// <param name="deliver">
    /// Receives the events of every tick, in the order of the ticks, whether anybody asks for the tick or not; null for nobody. The run waits for it, so it should
    /// only store them.
    /// </param>
    public LiveSimulator(SimulationModel model, TimeProvider time, ImmutableArray<LabelDimension> constantLabels = default, Action<EventBatch>? deliver = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _simulator = new Simulator(model, constantLabels: constantLabels, deliver: deliver);
        _run = new RememberedRun(_simulator);
        _changes = new RunChanges(_simulator);
    }

    /// <summary>The model of the run at this moment.</summary>
    public SimulationModel Model => _simulator.Model;

    /// <summary>The shape of the snapshots at this moment; a change of the model changes it.</summary>
    public Layout Layout => _simulator.Layout;

    /// <summary>Computes what comes before the run and every tick up to now, and from then on each tick when it comes.</summary>
    /// <param name="progress">Receives the current tick now and then; may be null.</param>
    /// <param name="cancellation">Stops the computation of what comes before the run, and of past ticks.</param>
    /// <returns>False if ticks come faster than they are computed; the simulator then stops following the clock.</returns>
    /// <exception cref="OperationCanceledException">The computation was stopped.</exception>
    public bool Start(IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            _simulator.BeginRun(cancellation);
            // More ticks come while old ones are computed. The backlog shrinks unless the machine is too slow.
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

    /// <summary>Computes every tick up to one that has come or is about to come. Call it before <see cref="Start"/>. If the run is past the tick, nothing happens.</summary>
    /// <param name="tick">The tick to reach.</param>
    /// <param name="progress">Receives the current tick now and then; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <returns>A lease on its values. Dispose it when done.</returns>
    /// <exception cref="OperationCanceledException">The computation was stopped.</exception>
    public Snapshot AcquireAt(long tick, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            AdvanceTo(tick, progress, cancellation);
            return _simulator.Acquire();
        }
    }

    /// <summary>A lease on the values of the current tick. Dispose it when done.</summary>
    /// <param name="withStarts">Whether it has <see cref="Snapshot.Starts"/>; by default not.</param>
    public Snapshot Acquire(bool withStarts = false)
    {
        lock (_lock)
        {
            Advance();
            return _simulator.Acquire(withStarts);
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

    /// <summary>Injects an anomaly, with those that follow it, at the next tick. Its window may begin later.</summary>
    /// <param name="definition">The anomaly, without a timing.</param>
    /// <param name="first">The first tick of its window. Before the next tick, it is that one.</param>
    /// <returns>The record of the anomaly.</returns>
    /// <exception cref="ArgumentException">The anomaly does not suit the metrics; see <see cref="AnomalyFit"/>.</exception>
    public Anomaly Inject(AnomalyDefinition definition, long first = 0)
    {
        ArgumentNullException.ThrowIfNull(definition);
        lock (_lock)
        {
            Advance();
            return _changes.Inject(definition, first);
        }
    }

    /// <summary>Ends an anomaly, planned or injected, at the next tick. Anomalies that follow it do not end.</summary>
    /// <returns>Its record with its new end; null if no anomaly of that name exists, or it has ended already.</returns>
    public Anomaly? End(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_lock)
        {
            Advance();
            return _changes.End(id);
        }
    }

    /// <summary>Begins another scenario at the next tick: its time starts there, paths restart at their initial values, counters continue.</summary>
    /// <param name="model">The model with the scenario. Seed and timeline must be those of the run.</param>
    /// <returns>The tick at which the scenario begins.</returns>
    /// <exception cref="ArgumentException">Its seed or timeline differs.</exception>
    public long Switch(SimulationModel model)
    {
        lock (_lock)
        {
            Advance();
            return _changes.Switch(model);
        }
    }

    /// <summary>Changes the model at the next tick; time, paths and counters continue.</summary>
    /// <param name="model">The changed model. Seed and timeline must be those of the run.</param>
    /// <returns>The tick at which the model changes.</returns>
    /// <exception cref="ArgumentException">Its seed or timeline differs.</exception>
    public long Reload(SimulationModel model)
    {
        lock (_lock)
        {
            Advance();
            return _changes.Reload(model);
        }
    }

    /// <summary>The anomalies whose windows overlap a span of ticks, ordered by start.</summary>
    /// <param name="first">The first tick.</param>
    /// <param name="end">The tick after the last.</param>
    public IReadOnlyList<Anomaly> Anomalies(long first, long end)
    {
        lock (_lock) return _simulator.Anomalies.Between(first, end);
    }

    /// <summary>One anomaly, planned or injected, also one that was ended before it began; null if no anomaly has that name.</summary>
    /// <param name="id">Its name.</param>
    public Anomaly? FindAnomaly(string id)
    {
        lock (_lock) return _simulator.Anomalies.Find(id);
    }

    /// <summary>The model at a tick. Of a future tick, it is the model that is known so far.</summary>
    /// <param name="tick">The tick.</param>
    public SimulationModel ModelAt(long tick)
    {
        lock (_lock) return _simulator.Anomalies.ModelAt(tick);
    }

    /// <summary>The data to compute the last ticks up to now again, without this simulator.</summary>
    /// <param name="ticks">The number of ticks, 1 or more. A younger run gives fewer.</param>
    public RunPast Past(long ticks)
    {
        lock (_lock)
        {
            Advance();
            return _run.PastFrom(Math.Max(0, _simulator.Tick - ticks + 1));
        }
    }

    /// <summary>The data to compute the ticks from a given one up to now again, without this simulator.</summary>
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
    /// <param name="cancellation">Ends the wait; it has no effect if a later tick has come already.</param>
    /// <returns>The current tick after the wait: the next one, or a later one if the run has moved on.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="Exception">A tick failed, and there is none after it. Everyone who asks for values gets the same exception.</exception>
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

    /// <summary>The last change of the run; null if there was none.</summary>
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
                // The next caller of the simulator gets the exception.
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
