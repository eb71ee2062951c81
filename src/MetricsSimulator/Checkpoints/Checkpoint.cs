using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Checkpoints;

/// <summary>
/// The state of a run at one tick, with everything on which the following ticks depend. A simulator that begins there continues as the run did, bit for bit.
/// </summary>
public sealed class Checkpoint
{
    internal Checkpoint(long tick, SimulationModel model, long origin, Layout layout, SeriesRegistry registry, ImmutableArray<KeptSource> sources)
    {
        Tick = tick;
        Model = model;
        Origin = origin;
        Layout = layout;
        Registry = registry;
        Sources = sources;
        Bytes = registry.Bytes + sources.Sum(source => source.Bytes);
    }

    /// <summary>The tick.</summary>
    public long Tick { get; }

    /// <summary>Roughly its size in memory, in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The model at the tick.</summary>
    internal SimulationModel Model { get; }

    /// <summary>The tick at which its scenario began.</summary>
    internal long Origin { get; }

    /// <summary>The shape of the snapshot of the tick, with the numbers of its series.</summary>
    internal Layout Layout { get; }

    /// <summary>The registry of series, up to the tick.</summary>
    internal SeriesRegistry Registry { get; }

    /// <summary>The state of each source.</summary>
    internal ImmutableArray<KeptSource> Sources { get; }

    /// <summary>The state of a source; null when there was none with that key.</summary>
    internal KeptSource? Find(string key) => Sources.FirstOrDefault(source => source.Key == key);
}
