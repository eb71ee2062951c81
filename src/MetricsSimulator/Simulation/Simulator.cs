using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>
/// Advances a model tick by tick; the only state there is. It has no clock: its owner says how far to go. Not thread-safe, but the snapshots
/// that it hands out may be read and disposed on any thread.
/// </summary>
/// <remarks>Memory: 16 bytes a gauge (32 when the label sets have different shares) and 8 for each snapshot that is held at the same time.</remarks>
public sealed class Simulator
{
    private readonly Timeline _timeline;
    private readonly TickSchedule _schedule;
    private readonly List<SnapshotBuffer> _buffers = [];
    private SnapshotBuffer _current;

    /// <summary>Creates a simulator that stands at tick 0.</summary>
    /// <param name="model">What to simulate.</param>
    /// <param name="selection">Which series to show; all unless given.</param>
    /// <param name="constantLabels">Labels that every series shows after its own. They are no part of its identity and move no path.</param>
    /// <param name="parallelism">The most threads that compute one tick; as many as there are processors unless given.</param>
    /// <param name="journal">What was done to the run from outside, in the order of its ticks, to be done again; nothing unless given.</param>
    /// <exception cref="ArgumentException">A constant label has the name of a metric's own label.</exception>
    public Simulator(
        SimulationModel model, SeriesSelection? selection = null, ImmutableArray<LabelDimension> constantLabels = default, int? parallelism = null,
        IReadOnlyList<ModelChange>? journal = null)
    {
        if (journal is { Count: > 0 }) throw new NotSupportedException("Not yet.");
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _timeline = model.Timeline;
        var states = new StateBuilder(model, selection ?? SeriesSelection.All);
        Layout = states.BuildLayout(constantLabels);
        _schedule = new TickSchedule(states.States, states.OffsetsIn(Layout), parallelism ?? Environment.ProcessorCount);
        _current = new SnapshotBuffer(Layout.ValueCount);
        _buffers.Add(_current);
        states.ShowInitial(Layout, _current.Values);
    }

    /// <summary>What is simulated.</summary>
    public SimulationModel Model { get; }

    /// <summary>The shape of the snapshots.</summary>
    public Layout Layout { get; }

    /// <summary>The tick that the simulator stands at; 0 at first.</summary>
    public long Tick { get; private set; }

    /// <summary>Where the run stands.</summary>
    public RunStatus Status => throw new NotSupportedException("Not yet.");

    /// <summary>Moves on to a tick. Nothing happens when the simulator stands there or past it already.</summary>
    /// <param name="tick">The tick to stand at.</param>
    /// <param name="progress">Told the tick reached, now and then; null for nobody.</param>
    /// <param name="cancellation">Stops between two ticks, leaving the simulator at the last one.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void AdvanceTo(long tick, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        // Only the last tick is looked at; but when stopped on the way, the one before must be whole too, so the token is asked here alone.
        while (Tick < tick)
        {
            var last = Tick + 1 == tick || cancellation.IsCancellationRequested;
            if (last) _current = FreeBuffer();
            _schedule.Run(Tick, last ? _current.Values : null);
            Tick++;
            if (last && Tick < tick) cancellation.ThrowIfCancellationRequested();
            progress?.Report(Tick);
        }
    }

    /// <summary>A lease on the values of the current tick. Dispose it when done.</summary>
    public Snapshot Acquire()
    {
        var buffer = _current;
        buffer.Lease();
        return new Snapshot(Layout, Tick, _timeline.InstantOf(Tick), buffer.Values, _ => buffer.Return());
    }

    private SnapshotBuffer FreeBuffer()
    {
        foreach (var buffer in _buffers)
            if (buffer.IsFree) return buffer;
        var added = new SnapshotBuffer(Layout.ValueCount);
        _buffers.Add(added);
        return added;
    }
}
