using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Paths;

/// <summary>Makes the paths of one metric from its keys, its shares and the length of a tick.</summary>
internal sealed class PathFactory
{
    private readonly SeriesKey _key;
    private readonly PathShares _shares;

    /// <summary>Creates the factory of a metric's paths.</summary>
    public PathFactory(SimulationModel model, MetricDefinition metric, SeriesRange range)
    {
        Step = model.Timeline.UpdateInterval;
        _shares = PathShares.Of(metric.Labels, range);
        Keys = new SeriesKeys(model.Seed, metric.Name, metric.Labels, range);
        // Draws that all label sets share are keyed by the bare name of the metric.
        _key = new SeriesKeys(model.Seed, metric.Name, LabelSpace.Empty, SeriesRange.All(LabelSpace.Empty))[0];
    }

    /// <summary>The keys of the label sets.</summary>
    public SeriesKeys Keys { get; }

    /// <summary>The length of a tick.</summary>
    public TimeSpan Step { get; }

    /// <summary>Makes paths that split the parameters over the label sets.</summary>
    public PathState Create<T>(PhasedMetric<T> metric, Func<T, ProcessDefinition> process, PathSplit split, DrawPurpose purpose)
        where T : MetricDefinition =>
        Create(PlanOf(metric, process), split, _shares, purpose);

    /// <summary>Makes paths that all have the full parameters; the median of a histogram is not split.</summary>
    public PathState CreateWhole<T>(PhasedMetric<T> metric, Func<T, ProcessDefinition> process, PathSplit split, DrawPurpose purpose)
        where T : MetricDefinition =>
        Create(PlanOf(metric, process), split, PathShares.Full, purpose);

    private PathPlan PlanOf<T>(PhasedMetric<T> metric, Func<T, ProcessDefinition> process)
        where T : MetricDefinition =>
        new(metric.Phases.Select(process), metric.BeginsAnew, Step);

    private PathState Create(PathPlan plan, PathSplit split, PathShares shares, DrawPurpose purpose) => split switch
    {
        PathSplit.Shared => new SharedPath(plan, shares, _key, purpose),
        PathSplit.PerSeries => new IndependentPaths(plan, PathShares.Full, Keys, _key, purpose, areParts: false),
        _ => new IndependentPaths(plan, shares, Keys, _key, purpose, areParts: true),
    };
}
