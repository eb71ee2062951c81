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
/// Advances a model tick by tick. It holds all state of a run. It has no clock: its owner says how far to go. Not thread-safe, but the snapshots
/// that it gives out may be read and disposed on any thread.
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
    /// <param name="model">The model.</param>
    /// <param name="selection">The series to show; by default all.</param>
    /// <param name="constantLabels">The constant labels. They are no part of its identity and do not affect any path.</param>
    /// <param name="parallelism">The most threads that compute one tick; by default the number of processors.</param>
    /// <param name="journal">The changes of the run from outside, in the order of their ticks, to be made again; by default none.</param>
    /// <param name="from">
    /// The checkpoint at which to begin. It must be of a run with this model and journal, and contain all selected series. The first snapshot is that of the
    /// tick after it. By default, the beginning of the run.
    /// </param>
    /// <param name="deliver">
    /// Receives the events of every tick, in the order of the ticks, whether anybody reads the tick or not; null for nobody. A simulator that begins at a
    /// checkpoint delivers the events after it again.
    /// </param>
    /// <param name="scrapes">
    /// How the run is scraped. If given, the simulator shows the samples that scrapes leave: the scrape series, and nothing else for a scrape that failed. Null to show
    /// the samples of the run itself. Of several shards, the first shows the scrapes of the whole run.
    /// </param>
    /// <exception cref="ArgumentException">A constant label has the name of a metric's own label, or the checkpoint is of another run or lacks selected series.</exception>
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
        // Frozen and wandering values move when they are shown, and the values at the checkpoint were shown before.
        if (from is null) _segment.Show(0, _current.Values);
    }

    /// <summary>The model of the run at the current tick.</summary>
    public SimulationModel Model => _segment.Model;

    /// <summary>The shape of the snapshots; a change of the model changes it.</summary>
    public Layout Layout => _segment.Layout;

    /// <summary>The current tick of the simulator; at first 0, or the tick of the checkpoint.</summary>
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
                _segment.EndpointAt(Tick))
            { Next = NextPhase(), Falls = _segment.FallCounts };
        }
    }

    private (string Phase, long Tick)? NextPhase() =>
        _segment.Clock.EndOfPhaseAt(Tick) is { } end && end <= Model.Timeline.TickAt(DateTimeOffset.MaxValue) ? (Model.Scenario.Phases[_segment.Clock.At(end).Phase].Name, end) : null;

    /// <summary>All changes of the run, in the order of their ticks.</summary>
    public IReadOnlyList<ModelChange> Journal => _journal;

    /// <summary>All anomalies of the run that are known so far.</summary>
    public AnomalySchedule Anomalies => _anomalies;

    /// <summary>The number of arrays for snapshots, without those that became too small while somebody held them.</summary>
    internal int BufferCount => _buffers.Count;

    /// <summary>Adds a change to the run. It takes effect at its tick.</summary>
    /// <param name="change">The change. Its tick must be after <see cref="Tick"/>, and not before that of an earlier change.</param>
    /// <exception cref="ArgumentException">Its tick has come already, or the changed model has another seed, timeline or shard.</exception>
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

    /// <summary>Computes what comes before the run, such as the open sessions of a team. The first tick does it if nobody did; for a large team it takes seconds.</summary>
    /// <param name="cancellation">Stops the computation. It begins again when it is needed.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void BeginRun(CancellationToken cancellation = default) => _segment.BeginRun(cancellation);

    /// <summary>Moves to a tick. Does nothing when the simulator is already there or beyond.</summary>
    /// <param name="tick">The tick to reach.</param>
    /// <param name="progress">Receives the current tick now and then; may be null.</param>
    /// <param name="cancellation">Stops between two ticks; the simulator stays at the last one.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void AdvanceTo(long tick, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        // Only the last tick is shown. When cancelled on the way, the tick before must be shown too, so only this line may check the token.
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

    /// <summary>Keeps everything on which the following ticks depend and that is not in the journal.</summary>
    public Checkpoint Keep() => _segment.Keep(Tick);

    /// <summary>A lease on the values of the current tick. Dispose it when done.</summary>
    /// <param name="withStarts">Whether it has <see cref="Snapshot.Starts"/>, which cost 8 bytes a value; by default not.</param>
    /// <exception cref="InvalidOperationException">The simulator is at the checkpoint where it began.</exception>
    public Snapshot Acquire(bool withStarts = false)
    {
        if (Tick == _from) throw new InvalidOperationException("A checkpoint shows nothing: advance first.");
        var buffer = _current;
        buffer.Lease();
        if (withStarts && buffer.StartsTick != Tick)
        {
            _segment.ShowStarts(Tick, buffer.Starts);
            buffer.StartsTick = Tick;
        }

        return new Snapshot(Layout, Tick, Model.Timeline.InstantOf(Tick), buffer.Values, _ => buffer.Return(), withStarts ? buffer.Starts : null);
    }

    // A repeated run must not know more of the future than the run itself did: only the changes of the next tick.
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
        // Births made these buffers too small for new snapshots; only their current readers need them.
        _buffers.RemoveAll(buffer => buffer.Values.Length < Layout.ValueCount);
        var added = new SnapshotBuffer(Layout.ValueCount);
        _buffers.Add(added);
        return added;
    }

    /// <summary>Applies the changes of the tick that was reached.</summary>
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
        // Snapshots that somebody still holds keep their arrays; the new layout needs others.
        _buffers.Clear();
        if (!show) return;
        _current = FreeBuffer();
        _segment.Show(Tick, _current.Values);
    }

    private void Replace(SimulationModel model, long origin, bool goesOn) =>
        _segment = _segment.Next(model, origin, Tick, _anomalies, _options, goesOn, PastOf);

    // The changes before the one that is applied now. It has the current tick, so the earlier ones end there.
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
