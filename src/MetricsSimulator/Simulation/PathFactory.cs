using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Simulation;

/// <summary>Makes the paths of one metric: its keys, its shares and the length of a tick, joined once. Immutable and thread-safe.</summary>
internal sealed class PathFactory
{
    private readonly MetricDefinition _metric;
    private readonly ulong _seed;
    private readonly TimeSpan _step;
    private readonly PathShares _shares;

    /// <summary>Creates the factory of a metric's paths.</summary>
    public PathFactory(SimulationModel model, MetricDefinition metric, SeriesRange range)
    {
        _metric = metric;
        _seed = model.Seed;
        _step = model.Timeline.UpdateInterval;
        _shares = PathShares.Of(metric.Labels, range);
        Keys = new SeriesKeys(model.Seed, metric.Name, metric.Labels, range);
    }

    /// <summary>The keys of the label sets.</summary>
    public SeriesKeys Keys { get; }

    /// <summary>The length of a tick.</summary>
    public TimeSpan Step => _step;

    /// <summary>Makes paths whose parameters are shared out over the label sets.</summary>
    public PathState Create(ProcessDefinition process, PathSplit split, DrawPurpose purpose) => split switch
    {
        PathSplit.Shared => Shared(process, _shares, purpose),
        PathSplit.PerSeries => PathState.Independent(process, PathShares.Full, Keys, purpose, _step),
        _ => PathState.Independent(process, _shares, Keys, purpose, _step),
    };

    /// <summary>Makes paths that all have the full parameters: the median of a histogram is not shared out.</summary>
    public PathState CreateWhole(ProcessDefinition process, PathSplit split, DrawPurpose purpose) => split == PathSplit.Shared
        ? Shared(process, PathShares.Full, purpose)
        : PathState.Independent(process, PathShares.Full, Keys, purpose, _step);

    // The common path belongs to the metric and to no label set: its identity is the bare name.
    private PathState Shared(ProcessDefinition process, PathShares shares, DrawPurpose purpose) => PathState.Shared(
        process, shares, new SeriesKeys(_seed, _metric.Name, LabelSpace.Empty, SeriesRange.All(LabelSpace.Empty))[0], purpose, _step);
}
