using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Paths;

/// <summary>Makes the paths of one metric: its keys, its shares and the length of a tick, joined once. Immutable and thread-safe.</summary>
internal sealed class PathFactory
{
    private readonly MetricDefinition _metric;
    private readonly ulong _seed;
    private readonly PathShares _shares;

    /// <summary>Creates the factory of a metric's paths.</summary>
    public PathFactory(SimulationModel model, MetricDefinition metric, SeriesRange range)
    {
        _metric = metric;
        _seed = model.Seed;
        Step = model.Timeline.UpdateInterval;
        _shares = PathShares.Of(metric.Labels, range);
        Keys = new SeriesKeys(model.Seed, metric.Name, metric.Labels, range);
    }

    /// <summary>The keys of the label sets.</summary>
    public SeriesKeys Keys { get; }

    /// <summary>The length of a tick.</summary>
    public TimeSpan Step { get; }

    /// <summary>Makes paths whose parameters are shared out over the label sets.</summary>
    public PathState Create<T>(PhasedMetric<T> metric, Func<T, ProcessDefinition> process, PathSplit split, DrawPurpose purpose)
        where T : MetricDefinition =>
        Create(PlanOf(metric, process), split, _shares, purpose);

    /// <summary>Makes paths that all have the full parameters: the median of a histogram is not shared out.</summary>
    public PathState CreateWhole<T>(PhasedMetric<T> metric, Func<T, ProcessDefinition> process, PathSplit split, DrawPurpose purpose)
        where T : MetricDefinition =>
        Create(PlanOf(metric, process), split, PathShares.Full, purpose);

    private PathPlan PlanOf<T>(PhasedMetric<T> metric, Func<T, ProcessDefinition> process)
        where T : MetricDefinition =>
        new(metric.Phases.Select(process), metric.BeginsAnew, Step);

    private PathState Create(PathPlan plan, PathSplit split, PathShares shares, DrawPurpose purpose) => split switch
    {
        // The common path belongs to the metric and to no label set: its identity is the bare name.
        PathSplit.Shared => PathState.Shared(
            plan, shares, new SeriesKeys(_seed, _metric.Name, LabelSpace.Empty, SeriesRange.All(LabelSpace.Empty))[0], purpose),
        PathSplit.PerSeries => PathState.Independent(plan, PathShares.Full, Keys, purpose),
        _ => PathState.Independent(plan, shares, Keys, purpose),
    };
}
