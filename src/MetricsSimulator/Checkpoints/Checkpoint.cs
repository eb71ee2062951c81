using System.Collections.Immutable;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Model;

namespace MetricsSimulator.Checkpoints;

/// <summary>
/// What a run had at one tick, all that the ticks after it depend on: a simulator that begins there goes on bit for bit as the run did.
/// Immutable and thread-safe.
/// </summary>
public sealed class Checkpoint
{
    internal Checkpoint(long tick, SimulationModel model, long origin, ImmutableArray<ExplosionFamily> explosions, ImmutableArray<KeptState> states)
    {
        Tick = tick;
        Model = model;
        Origin = origin;
        Explosions = explosions;
        States = states;
        Bytes = states.Sum(state => state.Bytes);
    }

    /// <summary>The tick.</summary>
    public long Tick { get; }

    /// <summary>About how much memory it takes, in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The model that holds at the tick.</summary>
    internal SimulationModel Model { get; }

    /// <summary>The tick at which its scenario began.</summary>
    internal long Origin { get; }

    /// <summary>The label sets that explosions may show.</summary>
    internal ImmutableArray<ExplosionFamily> Explosions { get; }

    /// <summary>The states.</summary>
    internal ImmutableArray<KeptState> States { get; }
}
