using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Checkpoints;

/// <summary>
/// What a run had at one tick, all that the ticks after it depend on: a simulator that begins there goes on bit for bit as the run did.
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

    /// <summary>About how much memory it takes, in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The model that holds at the tick.</summary>
    internal SimulationModel Model { get; }

    /// <summary>The tick at which its scenario began.</summary>
    internal long Origin { get; }

    /// <summary>The shape of the snapshot of the tick, with the numbers of its series.</summary>
    internal Layout Layout { get; }

    /// <summary>Which series was which, up to the tick.</summary>
    internal SeriesRegistry Registry { get; }

    /// <summary>What each source had.</summary>
    internal ImmutableArray<KeptSource> Sources { get; }

    /// <summary>What a source had; null when there was none of that key.</summary>
    internal KeptSource? Find(string key) => Sources.FirstOrDefault(source => source.Key == key);
}
