using System.Collections.Immutable;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>The data to compute ticks of a live run again.</summary>
/// <param name="FirstTick">The first tick.</param>
/// <param name="Ticks">The number of ticks; the last is the current one.</param>
/// <param name="Changes">All changes of the run from outside, from its beginning on.</param>
/// <param name="From">A checkpoint before the first tick, from which to begin; null to begin with the run.</param>
public sealed record RunPast(long FirstTick, long Ticks, ImmutableArray<ModelChange> Changes, Checkpoint? From);
