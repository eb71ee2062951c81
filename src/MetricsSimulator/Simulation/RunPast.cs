using System.Collections.Immutable;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>What is needed to compute ticks of a live run again.</summary>
/// <param name="FirstTick">The first of the ticks.</param>
/// <param name="Ticks">How many there are; the last holds now.</param>
/// <param name="Changes">What was done to the run from its beginning on.</param>
/// <param name="From">Where to begin, before the first tick; null for the beginning of the run.</param>
public sealed record RunPast(long FirstTick, long Ticks, ImmutableArray<ModelChange> Changes, Checkpoint? From);
