using MetricsSimulator.Checkpoints;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History;

/// <summary>The part of a run that is written: consecutive ticks of some of its series.</summary>
/// <param name="Recorded">The run, with what was done to it.</param>
/// <param name="FirstTick">The first tick that is written; those before it are computed alone.</param>
/// <param name="Ticks">How many ticks are written.</param>
internal sealed record RunSpan(RecordedRun Recorded, long FirstTick, long Ticks)
{
    /// <summary>Where the computation begins, before the first tick; null for the beginning of the run.</summary>
    public Checkpoint? From { get; init; }

    /// <summary>Which of the series are written.</summary>
    public SeriesFilter Filter { get; init; } = SeriesFilter.All;

    /// <summary>The tick after the last one.</summary>
    public long EndTick => FirstTick + Ticks;

    /// <summary>The instant that was given as the end, which need not be that of a tick; null when ticks were given.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The ticks that begin in a span of time. The first is negative when the span begins before the run, and there may be none.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="begin">Where the span begins.</param>
    /// <param name="end">Where it ends, before a tick that begins there.</param>
    public static RunSpan Between(RecordedRun recorded, DateTimeOffset begin, DateTimeOffset end)
    {
        var timeline = recorded.Run.Model.Timeline;
        var first = timeline.TickAt(begin.AddTicks(-1)) + 1;
        return new RunSpan(recorded, first, timeline.TickAt(end.AddTicks(-1)) + 1 - first) { End = end };
    }

    /// <summary>The models that are computed, one after another.</summary>
    public IEnumerable<SimulationModel> Models => Recorded.ModelsFrom(From?.Tick ?? 0);

    /// <summary>Whether the series become others on the way.</summary>
    public bool ChangesSeries => Models.Any(model => model.HasChurn) || Recorded.ChangesSeriesAfter(From?.Tick ?? 0);

    /// <summary>Whether its shard has no series of the run.</summary>
    public bool IsEmpty => Recorded.Run.Model is { Shard: not null, SeriesCount: 0 } && !ChangesSeries && Simulate(SeriesSelection.All).Layout.ValueCount == 0;

    /// <summary>Whether there are series besides those of the metrics.</summary>
    public bool HasSources => Recorded.Scrapes is not null || Models.Any(model => !model.Sources.IsEmpty);

    /// <summary>The keys by which what is simulated besides the metrics is selected. Of several shards, the first has all of it.</summary>
    public IEnumerable<string> KeysBesideMetrics
    {
        get
        {
            var model = Recorded.Run.Model;
            if (model.Shard is { Index: > 0 }) return [];
            return model.Sources.Select(source => source.Key).Concat(Recorded.Scrapes is null ? [] : [ScrapeDefinition.Key]);
        }
    }

    /// <summary>Whether the snapshots may have another layout on the way: the series become others, or an anomaly that was injected gives a metric more of them.</summary>
    public bool ChangesLayout => ChangesSeries || !Recorded.Changes.IsEmpty;

    /// <summary>A simulator of the run where the computation begins.</summary>
    /// <param name="series">The series that it shows.</param>
    /// <param name="parallelism">The most threads that compute one tick; by default the number of processors.</param>
    public Simulator Simulate(SeriesSelection series, int? parallelism = null) =>
        new(Recorded.Run.Model, series, Recorded.Run.Labels, parallelism, Recorded.Changes, From, scrapes: Recorded.Scrapes);

    /// <summary>Whether an anomaly of the run may give a metric further label sets for a time.</summary>
    /// <param name="key">The key of the metric.</param>
    public bool HasExplosionsOf(string key) =>
        Models.SelectMany(model => model.Scenario.Anomalies.Concat(model.Scenario.Phases.SelectMany(phase => phase.Anomalies)))
            .Concat(Recorded.Changes.OfType<ModelChange.Injected>().Select(injected => injected.Definition))
            .Any(anomaly => anomaly.AddsLabelSetsTo(key));
}
