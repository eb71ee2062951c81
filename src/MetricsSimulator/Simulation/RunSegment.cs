using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;
using MetricsSimulator.Sources;
using MetricsSimulator.States;

namespace MetricsSimulator.Simulation;

/// <summary>A stretch of a run in which the model stays the same: its sources, and where each shows its values. One thread at a time.</summary>
internal sealed class RunSegment
{
    private readonly KnownAnomalies _known;
    private readonly PlacedSource[] _sources;
    private readonly TickSchedule _schedule;
    private Layout? _layout;

    /// <summary>Creates a segment.</summary>
    /// <param name="model">The model.</param>
    /// <param name="origin">The tick at which the scenario began.</param>
    /// <param name="tick">The tick at which the segment begins.</param>
    /// <param name="anomalies">All anomalies of the run.</param>
    /// <param name="options">What is shown, and how many threads there are.</param>
    /// <param name="from">Where the sources are; null for a segment that begins.</param>
    /// <exception cref="ArgumentException">The checkpoint has not all series that are needed.</exception>
    public RunSegment(SimulationModel model, long origin, long tick, AnomalySchedule anomalies, SimulatorOptions options, Checkpoint? from = null)
    {
        Model = model;
        _known = new KnownAnomalies(anomalies);
        Clock = model.Scenario.ClockFrom(origin, model.Timeline.UpdateInterval);
        Explosions = ((KeptPaths?)from?.Find(PathSource.KeyOfPaths))?.Explosions ?? ExplosionFamily.Of(anomalies.Definitions, model.Metrics);
        var context = new SourceContext(model.Seed, model.Timeline.Start, model.Timeline.UpdateInterval, tick, options.ConstantLabels, ActiveAt);
        _sources =
        [
            new PlacedSource(new PathSource(model, Clock, tick, anomalies, _known, options.Selection, options.ConstantLabels, Explosions)),
            .. model.Sources.Where(options.Selection.Has).Select(definition => new PlacedSource(definition.Start(context))),
        ];
        foreach (var placed in _sources)
        {
            if (from is null) continue;
            placed.Source.Restore(from.Find(placed.Source.Key) ?? throw new ArgumentException($"It has nothing of {placed.Source.Key}.", nameof(from)));
        }

        _schedule = new TickSchedule(_sources, options.Parallelism);
    }

    /// <summary>The model.</summary>
    public SimulationModel Model { get; }

    /// <summary>The phases.</summary>
    public PhaseClock Clock { get; }

    /// <summary>The shape of the snapshots.</summary>
    public Layout Layout => _layout ??= Place();

    /// <summary>The label sets that explosions may show.</summary>
    public ImmutableArray<ExplosionFamily> Explosions { get; }

    /// <summary>Begins a tick. From here on <see cref="Layout"/> is that of the tick that is reached.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    public void Begin(long tick)
    {
        foreach (var placed in _sources)
            if (placed.Source.Begin(tick)) _layout = null;
    }

    /// <summary>Moves all sources, which have begun the tick, one tick on.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="buffer">The array to fill, or null when nobody looks.</param>
    public void Run(long tick, SnapshotBuffer? buffer)
    {
        if (buffer is not null)
        {
            // Where the values lie is known with the layout.
            _ = Layout;
            foreach (var placed in _sources) placed.Source.Prepare(buffer, placed.In(buffer.Values));
        }

        _schedule.Run(tick, buffer?.Values);
    }

    /// <summary>What happened in the tick that was begun last.</summary>
    public EventBatch EventsOf(long tick) =>
        new(tick + 1, [.. _sources.SelectMany(placed => placed.Source.Events).OrderBy(happened => happened.Instant)]);

    /// <summary>Shows all series as they are.</summary>
    public void Show(long tick, double[] values)
    {
        _ = Layout;
        foreach (var placed in _sources) placed.Source.ShowAll(tick, placed.In(values));
    }

    /// <summary>Goes on from another segment: what was counted, and where paths are.</summary>
    /// <param name="other">The segment before.</param>
    /// <param name="tick">The tick at which this one begins.</param>
    /// <param name="goesOn">Whether everything goes on, rather than only what was counted.</param>
    /// <param name="pastOf">The segment before as it is when it simulates all label sets of a metric, whose name is given.</param>
    public void TakeOver(RunSegment other, long tick, bool goesOn, Func<string, RunSegment> pastOf)
    {
        foreach (var placed in _sources)
        {
            var key = placed.Source.Key;
            if (other.Find(key) is { } before) placed.Source.TakeOver(before, new Handover(tick, goesOn, name => pastOf(name).Find(key)!));
        }
    }

    /// <summary>Keeps everything that the ticks after a tick depend on, and that is not in the journal.</summary>
    public Checkpoint Keep(long tick) => new(tick, Model, Clock.Origin, [.. _sources.Select(placed => placed.Source.Keep())]);

    /// <summary>The anomalies whose windows hold a tick.</summary>
    public IReadOnlyList<Anomaly> ActiveAt(long tick) => _known.ActiveAt(tick);

    /// <summary>What the anomalies of a tick do to the endpoint.</summary>
    public EndpointConditions EndpointAt(long tick)
    {
        var conditions = EndpointConditions.Well;
        foreach (var anomaly in ActiveAt(tick)) conditions = anomaly.Definition.Kind.OnEndpoint(AnomalyMoment.Of(anomaly, tick, Model.Timeline.UpdateInterval), conditions);
        return conditions;
    }

    /// <summary>Looks at the anomalies anew: one was injected or ended.</summary>
    public void ForgetAnomalies()
    {
        _known.Forget();
        foreach (var placed in _sources) placed.Source.ForgetAnomalies();
    }

    private Source? Find(string key) => _sources.FirstOrDefault(placed => placed.Source.Key == key)?.Source;

    private Layout Place()
    {
        var offset = 0;
        var families = ImmutableArray.CreateBuilder<MetricFamily>();
        foreach (var placed in _sources)
        {
            families.AddRange(placed.PlaceAt(offset));
            offset = checked(offset + placed.Length);
        }

        return new Layout(families.DrainToImmutable());
    }
}
