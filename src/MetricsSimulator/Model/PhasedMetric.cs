using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Model;

/// <summary>A metric with what it is in each phase of a scenario.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Definition">The metric, for all that no phase changes.</param>
/// <param name="Phases">What it is in each phase.</param>
/// <param name="BeginsAnew">For each phase, whether its path is set to its initial value when it begins.</param>
internal sealed record PhasedMetric<T>(T Definition, T[] Phases, bool[] BeginsAnew)
    where T : MetricDefinition;
