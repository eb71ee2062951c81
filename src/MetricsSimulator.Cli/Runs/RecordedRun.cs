using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Cli.Runs;

/// <summary>A run with its changes, as a journal records it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Changes">Its changes, in the order of the ticks.</param>
internal sealed record RecordedRun(Run Run, ImmutableArray<ModelChange> Changes)
{
    /// <summary>A text for everything on which its samples depend. Two runs with the same text have the same samples.</summary>
    public string Identity { get => (field ?? JournalWriter.Beginning(Run)) + (Run.Model.Shard is { } shard ? $" shard {shard}" : ""); init; }

    /// <summary>How it is scraped, to write the samples that scrapes leave; null to write the samples of the run itself.</summary>
    public ScrapeDefinition? Scrapes { get; private init; }

    /// <summary>
    /// The run with the samples that scrapes leave: the scrape series, the labels of the target on every series, and no samples where a scrape fails.
    /// </summary>
    /// <param name="scrape">How it is scraped. Labels of the run replace labels of the target.</param>
    public RecordedRun WithScrapes(ScrapeConfiguration scrape)
    {
        var labels = scrape.Labels.RemoveAll(label => Run.Labels.Any(own => own.Name == label.Name));
        var run = Run with { Configuration = Run.Configuration.WithLabels(labels) };
        ImmutableArray<LabelDimension> target = [.. ScrapeConfiguration.LabelNames.Select(name => run.Labels.First(label => label.Name == name))];
        var identity = $"scraped as {string.Join(' ', target.Select(label => label.Value(0)))} {Identity}";
        return this with { Run = run, Scrapes = new ScrapeDefinition(scrape.Interval, target), Identity = identity };
    }

    /// <summary>The run without anomalies: its clean twin, without planned or injected ones.</summary>
    public RecordedRun WithoutAnomalies() => new(
        Run with { Model = Run.Model.WithoutAnomalies() },
        [.. Changes.Select(CleanTwinOf).OfType<ModelChange>()])
    { Scrapes = Scrapes, Identity = "clean " + Identity };

    /// <summary>The run with its anomalies as another metric.</summary>
    public RecordedRun WithTruth() => new(Run with { Model = Run.Model.With(new TruthDefinition()) }, [.. Changes.Select(WithTruth)]) { Scrapes = Scrapes, Identity = "truth " + Identity };

    /// <summary>The model at a tick, and those after it.</summary>
    public IEnumerable<SimulationModel> ModelsFrom(long tick) =>
        Changes.SkipWhile(change => change.Tick <= tick).Select(ModelOf).OfType<SimulationModel>().Prepend(ModelAt(tick));

    /// <summary>Whether a change after a tick gave the run other series.</summary>
    public bool ChangesSeriesAfter(long tick) => ModelsFrom(tick).Any(model => !HasSameSeries(model, ModelAt(tick)));

    /// <summary>The model at a tick.</summary>
    public SimulationModel ModelAt(long tick)
    {
        var model = Run.Model;
        foreach (var change in Changes.TakeWhile(change => change.Tick <= tick)) model = ModelOf(change) ?? model;
        return model;
    }

    private static ModelChange WithTruth(ModelChange change) => change switch
    {
        ModelChange.Switched switched => switched with { Model = switched.Model.With(new TruthDefinition()) },
        ModelChange.Reloaded reloaded => reloaded with { Model = reloaded.Model.With(new TruthDefinition()) },
        _ => change,
    };

    private static SimulationModel? ModelOf(ModelChange change) => change switch
    {
        ModelChange.Switched switched => switched.Model,
        ModelChange.Reloaded reloaded => reloaded.Model,
        _ => null,
    };

    private static bool HasSameSeries(SimulationModel model, SimulationModel other) =>
        model.Metrics.Length == other.Metrics.Length && model.Metrics.Zip(other.Metrics).All(pair => pair.First.HasSeriesOf(pair.Second));

    private static ModelChange? CleanTwinOf(ModelChange change) => change switch
    {
        ModelChange.Switched switched => switched with { Model = switched.Model.WithoutAnomalies() },
        ModelChange.Reloaded reloaded => reloaded with { Model = reloaded.Model.WithoutAnomalies() },
        _ => null,
    };
}
