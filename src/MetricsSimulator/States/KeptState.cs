using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.States;

/// <summary>The running state of one metric as a checkpoint keeps it.</summary>
/// <param name="Key">The key of the metric.</param>
/// <param name="Explosion">The explosions whose label sets the state has; null for the metric's own.</param>
/// <param name="Labels">The label sets of the metric: all, or those of a shard, beside which a parent may have all.</param>
/// <param name="Range">Which of them.</param>
/// <param name="Arrays">The arrays of the state, in the order of <see cref="IStateArrays"/>; null for one that was missing.</param>
internal sealed record KeptState(string Key, ExplosionFamily? Explosion, LabelSpace Labels, SeriesRange Range, IReadOnlyList<double[]?> Arrays)
{
    /// <summary>The memory that it takes, in bytes.</summary>
    public long Bytes => Arrays.Sum(array => 32 + (array?.Length ?? 0) * (long)sizeof(double));
}
