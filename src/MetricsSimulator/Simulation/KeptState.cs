using MetricsSimulator.Metrics;

namespace MetricsSimulator.Simulation;

/// <summary>What was kept of the running state of one metric. Immutable and thread-safe.</summary>
/// <param name="Key">The key of the metric.</param>
/// <param name="Explosion">The explosions whose label sets it has; null for the metric's own.</param>
/// <param name="Labels">The label sets of the metric: all, or those of a shard, beside which a parent may have all.</param>
/// <param name="Range">Which of them.</param>
/// <param name="Arrays">Its arrays.</param>
internal sealed record KeptState(string Key, ExplosionFamily? Explosion, LabelSpace Labels, SeriesRange Range, IReadOnlyList<double[]?> Arrays)
{
    /// <summary>The memory that it takes, in bytes.</summary>
    public long Bytes => Arrays.Sum(array => 32 + (array?.Length ?? 0) * (long)sizeof(double));

    /// <summary>Keeps a state.</summary>
    public static KeptState Of(BuiltState built)
    {
        var arrays = new KeptArrays(built.State.Range.Count);
        built.State.Exchange(arrays);
        return new KeptState(built.State.Definition.Key, built.Explosion, built.State.Definition.Labels, built.State.Range, arrays.Arrays);
    }

    /// <summary>Whether it has what a state of the same model needs.</summary>
    public bool Covers(BuiltState built) =>
        Key == built.State.Definition.Key && Explosion == built.Explosion && Labels.Equals(built.State.Definition.Labels)
        && Range.First <= built.State.Range.First && built.State.Range.First + built.State.Range.Count <= Range.First + Range.Count;

    /// <summary>Puts what was kept into a state that it covers.</summary>
    public void Restore(BuiltState built) =>
        built.State.Exchange(new RestoredArrays(Arrays, built.State.Range.First - Range.First, built.State.Range.Count));
}
