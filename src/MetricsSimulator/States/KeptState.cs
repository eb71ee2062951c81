using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.States;

/// <summary>The running state of one metric as a checkpoint keeps it.</summary>
/// <param name="Key">The key of the metric.</param>
/// <param name="Explosion">The explosions whose label sets the state has; null if it has the metric's own label sets.</param>
/// <param name="Labels">The label sets of the metric: all of them, or those of a shard, although a parent may have all.</param>
/// <param name="Range">The range of label sets that the state has.</param>
/// <param name="Arrays">The arrays of the state, in the order of <see cref="IStateArrays"/>; null in place of an array that the state did not have.</param>
internal sealed record KeptState(string Key, ExplosionFamily? Explosion, LabelSpace Labels, SeriesRange Range, IReadOnlyList<double[]?> Arrays)
{
    /// <summary>The size of the state in memory, in bytes.</summary>
    public long Bytes => Arrays.Sum(array => 32 + (array?.Length ?? 0) * (long)sizeof(double));
}
