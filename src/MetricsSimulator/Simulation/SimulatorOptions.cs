using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>What a simulator shows, and how.</summary>
/// <param name="Selection">Which series it shows.</param>
/// <param name="ConstantLabels">Labels that every series shows after its own.</param>
/// <param name="Parallelism">The most threads that compute one tick.</param>
internal sealed record SimulatorOptions(SeriesSelection Selection, ImmutableArray<LabelDimension> ConstantLabels, int Parallelism);
