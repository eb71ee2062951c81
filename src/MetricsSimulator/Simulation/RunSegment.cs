using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Sources;
using MetricsSimulator.States;

namespace MetricsSimulator.Simulation;

/// <summary>A part of a run in which the model stays the same: its sources, and the places of their values. One thread at a time.</summary>
internal sealed class RunSegment
{
    private readonly KnownAnomalies _known;
    private readonly PathSource _paths;
    private readonly PlacedSource[] _sources;
    private readonly TickSchedule _schedule;
    private readonly SeriesRegistry _registry;
    private readonly SeriesStarts _starts;
    private readonly ScrapeDefinition? _scrapes;
    private readonly long _first;
    private Func<IEnumerable<SessionEffects>> _effectsOnEnded = static () => [];

    private RunSegment(SimulationModel model, long origin, long tick, AnomalySchedule anomalies, SimulatorOptions options, SeriesRegistry registry)
    {
        Model = model;
        Layout = new Layout([]);
        _registry = registry;
        _starts = new SeriesStarts(registry);
        _scrapes = options.Scrapes;
        _first = tick;
        _known = new KnownAnomalies(anomalies);
        Clock = model.Scenario.ClockFrom(origin, model.Timeline.UpdateInterval);
        var context = new SourceContext(model.Seed, model.Timeline.Start, model.Timeline.UpdateInterval, tick, options.ConstantLabels, tick => [.. ActiveAt(tick).Select(anomalies.Judged)])
        {
            Has = model.Shard is { } shard ? shard.Has : null,
            IsFirst = model.Shard is null or { Index: 0 },
            HasAnomalies = () => !anomalies.IsEmpty,
            AnomaliesBetween = anomalies.WindowsBetween,
            InPhaseOf = (definition, at) => model.Scenario.Phases[Clock.At(Math.Max(origin, at)).Phase].SourceOf(definition),
        };
        _paths = new PathSource(context, model, Clock, _known, options.Selection);
        var paths = new PlacedSource(_paths);
        _sources = [paths, .. SourcesBeside(context, options)];
        _schedule = new TickSchedule(_sources, options.Parallelism);
    }

    /// <summary>The model.</summary>
    public SimulationModel Model { get; }

    /// <summary>The phases.</summary>
    public PhaseClock Clock { get; }

    /// <summary>The shape of the snapshots.</summary>
    public Layout Layout { get; private set; }

    /// <summary>The label sets that explosions may show.</summary>
    public ImmutableArray<ExplosionFamily> Explosions => _paths.Explosions;

    /// <summary>The first segment of a run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="anomalies">All anomalies of the run.</param>
    /// <param name="options">Selection, constant labels, and the number of threads.</param>
    /// <param name="registry">The registry of series.</param>
    public static RunSegment Begin(SimulationModel model, AnomalySchedule anomalies, SimulatorOptions options, SeriesRegistry registry)
    {
        var segment = new RunSegment(model, 0, 0, anomalies, options, registry);
        segment.PlaceFirst(0, null);
        return segment;
    }

    /// <summary>The segment of a checkpoint.</summary>
    /// <exception cref="ArgumentException">The checkpoint lacks series that are needed.</exception>
    public static RunSegment Resume(Checkpoint checkpoint, AnomalySchedule anomalies, SimulatorOptions options, SeriesRegistry registry)
    {
        var segment = new RunSegment(checkpoint.Model, checkpoint.Origin, checkpoint.Tick, anomalies, options, registry);
        foreach (var placed in segment._sources)
        {
            var key = placed.Source.Key;
            placed.Source.Restore(checkpoint.Find(key) ?? throw new ArgumentException($"It has nothing of {key}.", nameof(checkpoint)));
        }

        segment.PlaceFirst(checkpoint.Tick, checkpoint.Layout);
        return segment;
    }

    /// <summary>The segment that follows this one when the model changes. Counts and the values of paths continue.</summary>
    /// <param name="model">The model.</param>
    /// <param name="origin">The tick at which the scenario began.</param>
    /// <param name="tick">The tick at which the segment begins.</param>
    /// <param name="anomalies">All anomalies of the run.</param>
    /// <param name="options">Selection, constant labels, and the number of threads.</param>
    /// <param name="goesOn">Whether paths and time continue too, rather than only the counts.</param>
    /// <param name="pastOf">Gives this segment as it is when it simulates all label sets of the metric with the given name.</param>
    public RunSegment Next(
        SimulationModel model, long origin, long tick, AnomalySchedule anomalies, SimulatorOptions options, bool goesOn, Func<string, RunSegment> pastOf)
    {
        var next = new RunSegment(model, origin, tick, anomalies, options, _registry);
        foreach (var placed in next._sources)
        {
            var key = placed.Source.Key;
            if (Find(key) is { } before) placed.Source.TakeOver(before, new Handover(tick, goesOn, name => pastOf(name).Find(key)!));
        }

        next._effectsOnEnded = () => _sources.SelectMany(placed => placed.Source.EffectsOnEnded(next.Find(placed.Source.Key), tick));
        next.PlaceFirst(tick, Layout);
        return next;
    }

    /// <summary>Computes what comes before the run. The first tick does it if nobody did.</summary>
    /// <param name="cancellation">Stops the computation.</param>
    public void BeginRun(CancellationToken cancellation)
    {
        foreach (var placed in _sources) placed.Source.BeginRun(cancellation);
    }

    /// <summary>Begins a tick. From then on, <see cref="Layout"/> is that of the next tick.</summary>
    /// <param name="tick">The tick at which the step begins.</param>
    public void Begin(long tick)
    {
        // The segment before is not needed after the first tick.
        if (tick > _first) _effectsOnEnded = static () => [];
        var isOther = false;
        foreach (var placed in _sources) isOther |= placed.Source.Begin(tick);
        if (isOther) Layout = NextLayout(tick + 1);
    }

    /// <summary>Moves all sources one tick on, after they have begun the tick.</summary>
    /// <param name="tick">The tick at which the step begins.</param>
    /// <param name="buffer">The array to fill; null if nobody reads the tick.</param>
    public void Run(long tick, SnapshotBuffer? buffer)
    {
        if (buffer is not null)
            foreach (var placed in _sources) placed.Source.Prepare(buffer, placed.In(buffer.Values));
        _schedule.Run(tick, buffer?.Values);
        if (buffer is not null) HideWhatFailed(tick + 1, buffer.Values);
    }

    /// <summary>The events of the tick that began last.</summary>
    public EventBatch EventsOf(long tick) =>
        new(
            tick + 1, [.. _sources.SelectMany(placed => placed.Source.Events).OrderBy(happened => happened.Instant)],
            () => [.. _effectsOnEnded(), .. _sources.SelectMany(placed => placed.Source.Effects)], () => [.. _sources.SelectMany(placed => placed.Source.Falls)], ExportsAt);

    private TelemetryExports ExportsAt(ExportOptions options)
    {
        var exports = _sources.Select(placed => placed.Source.ExportsAt(options)).ToList();
        return new TelemetryExports([.. exports.SelectMany(export => export.Metrics)], [.. exports.SelectMany(export => export.Logs)]);
    }

    /// <summary>Writes the current values of all series.</summary>
    public void Show(long tick, double[] values)
    {
        foreach (var placed in _sources)
            if (placed.IsShown) placed.Source.ShowAll(tick, placed.In(values));
        HideWhatFailed(tick, values);
    }

    /// <summary>Writes since when the label sets of a tick count.</summary>
    /// <param name="tick">The tick that was shown last.</param>
    /// <param name="starts">Filled as <see cref="SeriesStarts.Show"/> says.</param>
    public void ShowStarts(long tick, long[] starts) => _starts.Show(Layout, _sources, Model.Timeline, tick, starts);

    /// <summary>Keeps everything on which later ticks depend and that is not in the journal.</summary>
    public Checkpoint Keep(long tick) => new(tick, Model, Clock.Origin, Layout, _registry.Copy(), [.. _sources.Select(placed => placed.Source.Keep())]);

    /// <summary>The anomalies whose windows contain a tick.</summary>
    public IReadOnlyList<Anomaly> ActiveAt(long tick) => _known.ActiveAt(tick);

    /// <summary>How many falls of counters each anomaly has caused so far.</summary>
    public IReadOnlyDictionary<string, long> FallCounts => _sources.Select(placed => placed.Source.FallCounts).FirstOrDefault(counts => counts.Count > 0) ?? ImmutableDictionary<string, long>.Empty;

    /// <summary>The effect of the anomalies of a tick on the endpoint.</summary>
    public EndpointConditions EndpointAt(long tick) => _known.EndpointAt(tick);

    /// <summary>Finds the active anomalies again, because one was injected or ended.</summary>
    public void ForgetAnomalies()
    {
        _known.Forget();
        foreach (var placed in _sources) placed.Source.ForgetAnomalies();
    }

    private List<PlacedSource> SourcesBeside(SourceContext context, SimulatorOptions options)
    {
        var scrapes = context.IsFirst && options.Selection.Has(ScrapeDefinition.Key) ? options.Scrapes : null;
        var sources = new List<PlacedSource>();
        foreach (var definition in Model.Sources)
        {
            if (!context.IsFirst && !definition.IsDealt) continue;
            var isShown = options.Selection.Has(definition.Key);
            // A scrape counts every sample that it receives, also those that a view of the scrape series does not show.
            if (isShown || (scrapes is not null && definition.IsScraped)) sources.Add(new PlacedSource(definition.Start(context), definition.IsScraped, isShown));
        }

        if (scrapes is null) return sources;
        var presence = new PathPresence(context, Model, Clock, _known, Explosions);
        ImmutableArray<Source> others = [.. sources.Where(placed => placed.IsScraped).Select(placed => placed.Source)];
        sources.Add(new PlacedSource(new ScrapeSource(scrapes, context, presence, _known, others), isScraped: false));
        return sources;
    }

    /// <summary>Makes all series that a scrape would have found absent, if the scrape failed.</summary>
    private void HideWhatFailed(long tick, double[] values)
    {
        if (_scrapes is null || !EndpointAt(tick).Fail(_scrapes.Timeout)) return;
        foreach (var placed in _sources)
            if (placed.IsScraped) placed.In(values).Fill(Staleness.Marker);
    }

    private Source? Find(string key) => _sources.FirstOrDefault(placed => placed.Source.Key == key)?.Source;

    private void PlaceFirst(long tick, Layout? before)
    {
        ImmutableArray<MetricFamily> own = [.. _sources.SelectMany(placed => placed.Families)];
        var numbers = new Queue<SeriesNumbers>(before is null ? own.Select(family => _registry.NumbersOf(family, tick)) : _registry.NumbersAfter(own, before, tick));
        Layout = LayoutOf((placed, offset) => placed.PlaceAt(offset, placed.Families.Select(_ => numbers.Dequeue())));
    }

    private Layout NextLayout(long tick)
    {
        var layout = LayoutOf((placed, offset) => placed.PlaceAt(offset, _registry, tick));
        _registry.ForgetEnded(layout);
        return layout;
    }

    private Layout LayoutOf(Func<PlacedSource, int, ImmutableArray<MetricFamily>> place)
    {
        var offset = 0;
        var families = ImmutableArray.CreateBuilder<MetricFamily>();
        foreach (var placed in _sources)
        {
            families.AddRange(place(placed, offset));
            offset = checked(offset + placed.Length);
        }

        return new Layout(families.DrainToImmutable()) { Registry = _registry };
    }
}
