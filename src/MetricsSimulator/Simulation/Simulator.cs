using System.Collections.Immutable;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Simulation;

/// <summary>
/// Advances a model tick by tick; the only state there is. It has no clock: its owner says how far to go. Not thread-safe, but the snapshots
/// that it hands out may be read and disposed on any thread.
/// </summary>
/// <remarks>Memory: 16 bytes a gauge (32 when the label sets have different shares) and 8 for each snapshot that is held at the same time.</remarks>
public sealed class Simulator
{
    private readonly SimulatorOptions _options;
    private readonly List<ModelChange> _journal = [];
    private readonly AnomalySchedule _anomalies;
    private readonly List<SnapshotBuffer> _buffers = [];
    private readonly SimulationModel _first;
    private readonly Action<EventBatch>? _deliver;
    private readonly long _from;
    private RunSegment _segment;
    private int _known;
    private int _made;
    private SnapshotBuffer _current;

    /// <summary>Creates a simulator at tick 0, or at a checkpoint.</summary>
    /// <param name="model">What to simulate.</param>
    /// <param name="selection">Which series to show; by default all.</param>
    /// <param name="constantLabels">The constant labels. They are no part of its identity and do not affect any path.</param>
    /// <param name="parallelism">The most threads that compute one tick; by default the number of processors.</param>
    /// <param name="journal">What was done to the run from outside, in the order of its ticks, to be done again; by default none.</param>
    /// <param name="from">
    /// Where to begin: a checkpoint of the run with this model and journal, and of all series that are selected. There is nothing to be acquired before the
    /// tick after it. The beginning of the run unless given.
    /// </param>
    /// <param name="deliver">
    /// Told the events of every tick that passes, in the order of the ticks, whether anybody looks at the tick or not; may be null. Begun at a checkpoint, the
    /// simulator delivers those after it again.
    /// </param>
    /// <param name="scrapes">
    /// How the run is scraped, to show what scrapes leave: the series that a scraper writes about each, and of a scrape that failed no others. Null to show what the run has.
    /// Of several shards, the first shows the scrapes of the whole run.
    /// </param>
    /// <exception cref="ArgumentException">A constant label has the name of a metric's own label, or the checkpoint is of another run or of other series.</exception>
    public Simulator(
        SimulationModel model, SeriesSelection? selection = null, ImmutableArray<LabelDimension> constantLabels = default, int? parallelism = null,
        IReadOnlyList<ModelChange>? journal = null, Checkpoint? from = null, Action<EventBatch>? deliver = null, ScrapeDefinition? scrapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = new SimulatorOptions(selection ?? SeriesSelection.All, constantLabels, parallelism ?? Environment.ProcessorCount, scrapes);
        _first = model;
        _deliver = deliver;
        _anomalies = new AnomalySchedule(model);
        journal ??= [];
        if (from is null)
        {
            _from = -1;
            _segment = RunSegment.Begin(model, _anomalies, _options, new SeriesRegistry());
        }
        else
        {
            if (from.Model.Seed != model.Seed || from.Model.Timeline != model.Timeline || from.Model.Shard != model.Shard)
                throw new ArgumentException("The checkpoint is of another run.", nameof(from));
            Tick = _from = from.Tick;
            _journal.AddRange(journal.TakeWhile(change => change.Tick <= Tick));
            _known = _made = _journal.Count;
            foreach (var change in _journal) _anomalies.Add(change);
            _segment = RunSegment.Resume(from, _anomalies, _options, from.Registry.Copy());
        }

        foreach (var change in journal.Skip(_journal.Count)) Add(change);
        _current = FreeBuffer();
        // Showing is a step in what freezes or wanders, and was done when the checkpoint was passed.
        if (from is null) _segment.Show(0, _current.Values);
    }

    /// <summary>What is simulated.</summary>
    public SimulationModel Model => _segment.Model;

    /// <summary>The shape of the snapshots; a change of the model changes it.</summary>
    public Layout Layout => _segment.Layout;

    /// <summary>The current tick of the simulator; 0 at first.</summary>
    public long Tick { get; private set; }

    /// <summary>The state of the run.</summary>
    public RunStatus Status
    {
        get
        {
            var position = _segment.Clock.At(Tick);
            var active = _segment.ActiveAt(Tick);
            return new RunStatus(
                Tick, Model.Timeline.InstantOf(Tick), Model.Scenario.Name, Model.Scenario.Phases[position.Phase].Name, position.Round, [.. active.Select(_anomalies.Judged)],
                _segment.EndpointAt(Tick));
        }
    }

    /// <summary>The changes of the run, in the order of their ticks.</summary>
    public IReadOnlyList<ModelChange> Journal => _journal;

    /// <summary>All anomalies of the run, as far as they are known.</summary>
    public AnomalySchedule Anomalies => _anomalies;

    /// <summary>The number of arrays that snapshots may have, besides those that became too small while somebody held them.</summary>
    internal int BufferCount => _buffers.Count;

    /// <summary>Does something to the run. It acts when its tick comes.</summary>
    /// <param name="change">The change; its tick is after <see cref="Tick"/>, and not before that of a change added earlier.</param>
    /// <exception cref="ArgumentException">Its tick has come already, or a changed model has another seed, timeline or shard.</exception>
    public void Add(ModelChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Tick <= Tick || (_journal.Count > 0 && change.Tick < _journal[^1].Tick))
            throw new ArgumentException($"A change of tick {change.Tick} comes too late.", nameof(change));
        if (change is ModelChange.Switched { Model: var switched }) RequireSameRun(switched);
        if (change is ModelChange.Reloaded { Model: var reloaded }) RequireSameRun(reloaded);
        _journal.Add(change);
        Learn();
    }

    /// <summary>Moves to a tick. Does nothing when the simulator is already there or beyond.</summary>
    /// <param name="tick">The tick to reach.</param>
    /// <param name="progress">Receives the current tick now and then; may be null.</param>
    /// <param name="cancellation">Stops between two ticks, leaving the simulator at the last one.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void AdvanceTo(long tick, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        // Only the last tick is looked at; but when stopped on the way, the one before must be whole too, so the token is asked here alone.
        while (Tick < tick)
        {
            var last = Tick + 1 == tick || cancellation.IsCancellationRequested;
            Learn();
            _segment.Begin(Tick);
            if (last) _current = FreeBuffer();
            _segment.Run(Tick, last ? _current : null);
            _deliver?.Invoke(_segment.EventsOf(Tick));
            Tick++;
            Change(show: last);
            if (last && Tick < tick) cancellation.ThrowIfCancellationRequested();
            progress?.Report(Tick);
        }
    }

    /// <summary>Everything on which the following ticks depend, in addition to the journal.</summary>
    public Checkpoint Keep() => _segment.Keep(Tick);

    /// <summary>A lease on the values of the current tick. Dispose it when done.</summary>
    /// <exception cref="InvalidOperationException">The simulator is at the checkpoint where it began.</exception>
    public Snapshot Acquire()
    {
        if (Tick == _from) throw new InvalidOperationException("A checkpoint shows nothing: advance first.");
        var buffer = _current;
        buffer.Lease();
        return new Snapshot(Layout, Tick, Model.Timeline.InstantOf(Tick), buffer.Values, _ => buffer.Return());
    }

    // A run that is repeated may know no more of what is to come than the run itself did: only the changes of the next tick.
    private void Learn()
    {
        for (; _known < _journal.Count && _journal[_known].Tick <= Tick + 1; _known++)
        {
            _anomalies.Add(_journal[_known]);
            _segment.ForgetAnomalies();
        }
    }

    private SnapshotBuffer FreeBuffer()
    {
        foreach (var buffer in _buffers)
            if (buffer.IsFree && buffer.Values.Length >= Layout.ValueCount) return buffer;
        // Series were born: what is too small for them, its readers alone still need.
        _buffers.RemoveAll(buffer => buffer.Values.Length < Layout.ValueCount);
        var added = new SnapshotBuffer(Layout.ValueCount);
        _buffers.Add(added);
        return added;
    }

    /// <summary>Makes the changes of the tick that was reached.</summary>
    private void Change(bool show)
    {
        var before = _segment;
        for (; _made < _journal.Count && _journal[_made].Tick <= Tick; _made++)
        {
            switch (_journal[_made])
            {
                case ModelChange.Switched switched:
                    Replace(switched.Model, Tick, goesOn: false);
                    break;
                case ModelChange.Reloaded reloaded:
                    Replace(reloaded.Model, _segment.Clock.Origin, goesOn: true);
                    break;
                case ModelChange.Injected when !ExplosionFamily.Of(_anomalies.Definitions, Model.Metrics).AsSpan().SequenceEqual(_segment.Explosions.AsSpan()):
                    Replace(Model, _segment.Clock.Origin, goesOn: true);
                    break;
            }
        }

        if (ReferenceEquals(before, _segment)) return;
        // Snapshots that are still held keep their arrays; the new layout has its own.
        _buffers.Clear();
        if (!show) return;
        _current = FreeBuffer();
        _segment.Show(Tick, _current.Values);
    }

    private void Replace(SimulationModel model, long origin, bool goesOn) =>
        _segment = _segment.Next(model, origin, Tick, _anomalies, _options, goesOn, PastOf);

    // What was done before the change that is being made now; it has the tick of that change, so the past ends there.
    private RunSegment PastOf(string name)
    {
        var past = new Simulator(
            _first.ForShard(null), SeriesSelection.OfName(name), parallelism: _options.Parallelism, journal: [.. _journal.Take(_made).Select(OfAllSeries)]);
        past.AdvanceTo(Tick);
        return past._segment;
    }

    private static ModelChange OfAllSeries(ModelChange change) => change switch
    {
        ModelChange.Switched switched => switched with { Model = switched.Model.ForShard(null) },
        ModelChange.Reloaded reloaded => reloaded with { Model = reloaded.Model.ForShard(null) },
        _ => change,
    };

    private void RequireSameRun(SimulationModel model)
    {
        if (model.Seed != Model.Seed || model.Timeline != Model.Timeline || model.Shard != Model.Shard)
            throw new ArgumentException("A running model cannot change its seed, its timeline or its shard.", nameof(model));
    }
}
