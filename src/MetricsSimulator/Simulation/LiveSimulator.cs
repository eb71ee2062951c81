using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>
/// A simulator that follows a clock: whoever asks gets the tick that holds now, and all who ask within one tick get the same. Ticks that
/// nobody asked for are computed all the same, so that the samples do not depend on who scrapes. Thread-safe.
/// </summary>
public sealed class LiveSimulator : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Simulator _simulator;
    private readonly TimeProvider _time;
    private ITimer? _timer;

    /// <summary>Creates a live simulator that stands at tick 0; <see cref="Start"/> brings it to now.</summary>
    /// <param name="model">What to simulate.</param>
    /// <param name="time">The clock.</param>
    /// <param name="constantLabels">Labels that every series shows after its own.</param>
    public LiveSimulator(SimulationModel model, TimeProvider time, ImmutableArray<LabelDimension> constantLabels = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _simulator = new Simulator(model, constantLabels: constantLabels);
    }

    /// <summary>What is simulated.</summary>
    public SimulationModel Model => _simulator.Model;

    /// <summary>The shape of the snapshots.</summary>
    public Layout Layout => _simulator.Layout;

    /// <summary>Computes every tick up to now, and from then on each tick as it comes.</summary>
    /// <param name="progress">Told the tick reached, now and then; null for nobody.</param>
    /// <param name="cancellation">Stops the computation of the past.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Start(IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            // What has passed while the past was computed is past as well.
            while (_simulator.Tick < TickNow()) _simulator.AdvanceTo(TickNow(), progress, cancellation);
            _timer ??= _time.CreateTimer(_ => Follow(), null, UntilNextTick(), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A lease on the values that hold now. Dispose it when done.</summary>
    public Snapshot Acquire()
    {
        lock (_lock)
        {
            _simulator.AdvanceTo(TickNow());
            return _simulator.Acquire();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) _timer?.Dispose();
    }

    private void Follow()
    {
        lock (_lock)
        {
            _simulator.AdvanceTo(TickNow());
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
