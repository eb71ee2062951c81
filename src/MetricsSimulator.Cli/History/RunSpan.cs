using MetricsSimulator.Checkpoints;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.History;

/// <summary>The part of a run to write: consecutive ticks of some of its series.</summary>
/// <param name="Recorded">The run with its changes.</param>
/// <param name="FirstTick">The first tick to write. Earlier ticks are computed but not written.</param>
/// <param name="Ticks">The number of ticks to write.</param>
internal sealed record RunSpan(RecordedRun Recorded, long FirstTick, long Ticks)
{
    /// <summary>The checkpoint at which the computation begins, before the first tick; null for the beginning of the run.</summary>
    public Checkpoint? From { get; init; }

    /// <summary>Selects the series to write. Blocks have all series of a metric if they have one; see <see cref="SeriesFilter.MaySelectFrom"/>.</summary>
    public SeriesFilter Filter { get; init; } = SeriesFilter.All;

    /// <summary>The tick after the last one.</summary>
    public long EndTick => FirstTick + Ticks;

    /// <summary>The instant that the user gave as the end, which need not be that of a tick; null if the user gave ticks.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The ticks that begin in a span of time. The first is negative if the span begins before the run, and there may be none.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="begin">The begin of the span.</param>
    /// <param name="end">The end of the span. A tick that begins there is not included.</param>
    public static RunSpan Between(RecordedRun recorded, DateTimeOffset begin, DateTimeOffset end)
    {
        var timeline = recorded.Run.Model.Timeline;
        var first = timeline.TickAt(begin.AddTicks(-1)) + 1;
        return new RunSpan(recorded, first, timeline.TickAt(end.AddTicks(-1)) + 1 - first) { End = end };
    }

    /// <summary>The models of the computation, in order.</summary>
    public IEnumerable<SimulationModel> Models => Recorded.ModelsFrom(From?.Tick ?? 0);

    /// <summary>Whether series are born or end within the computation.</summary>
    public bool ChangesSeries => Models.Any(model => model.HasChurn) || Recorded.ChangesSeriesAfter(From?.Tick ?? 0);

    /// <summary>Whether a workload has events in it.</summary>
    public bool HasEvents => Models.Any(model => model.Sources.Any(source => source.Key == WorkloadDefinition.KeyOfWorkload));

    /// <summary>Whether it has metrics beside those of a workload.</summary>
    public bool HasPoints => Models.Any(ExportedRun.HasPoints);

    /// <summary>Whether developers of a workload belong to its shard. The first shard has series of the whole team.</summary>
    public bool HasDevelopers => Models.Any(model => model.Sources.OfType<WorkloadDefinition>().Any(
        workload => workload.Team.Developers.Any(developer => !workload.IsDealt || model.Shard is not { } shard || shard.Has(developer.Name))));

    /// <summary>Whether its shard has no series of the run.</summary>
    public bool IsEmpty => Recorded.Run.Model is { Shard: { } shard, SeriesCount: 0 } && !ChangesSeries && !(HasEvents && (shard.Index == 0 || HasDevelopers))
        && Simulate(SeriesSelection.All).Layout.ValueCount == 0;

    /// <summary>Whether there are series of other sources than the metrics.</summary>
    public bool HasSources => Recorded.Scrapes is not null || Models.Any(model => !model.Sources.IsEmpty);

    /// <summary>The keys that select the sources beside the metrics. Of several shards, the first has all of them.</summary>
    public IEnumerable<string> KeysBesideMetrics
    {
        get
        {
            var model = Recorded.Run.Model;
            if (model.Shard is { Index: > 0 }) return [];
            return model.Sources.Select(source => source.Key).Concat(Recorded.Scrapes is null ? [] : [ScrapeDefinition.Key]);
        }
    }

    /// <summary>Whether the layout may change within the computation: series are born or end, or an injected anomaly adds some.</summary>
    public bool ChangesLayout => ChangesSeries || !Recorded.Changes.IsEmpty;

    /// <summary>A simulator of the run at the beginning of the computation.</summary>
    /// <param name="series">The series that it shows.</param>
    /// <param name="parallelism">The most threads that compute one tick; by default the number of processors.</param>
    /// <param name="deliver">Receives the events of every tick; null for nobody.</param>
    public Simulator Simulate(SeriesSelection series, int? parallelism = null, Action<EventBatch>? deliver = null) =>
        new(Recorded.Run.Model, series, Recorded.Run.Labels, parallelism, Recorded.Changes, From, deliver, Recorded.Scrapes);

    /// <summary>Whether an anomaly of the run may give a metric further label sets for a time.</summary>
    /// <param name="key">The key of the metric.</param>
    public bool HasExplosionsOf(string key) =>
        Models.SelectMany(model => model.Scenario.Anomalies.Concat(model.Scenario.Phases.SelectMany(phase => phase.Anomalies)))
            .Concat(Recorded.Changes.OfType<ModelChange.Injected>().Select(injected => injected.Definition))
            .Any(anomaly => anomaly.AddsLabelSetsTo(key));
}
