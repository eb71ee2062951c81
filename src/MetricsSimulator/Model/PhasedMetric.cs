using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Model;

/// <summary>A metric, and its definition in each phase of a scenario.</summary>
/// <typeparam name="T">The type of the definition.</typeparam>
/// <param name="Definition">The metric outside all phases, for the parts that no phase changes.</param>
/// <param name="Phases">Its definition in each phase.</param>
/// <param name="BeginsAnew">For each phase, whether its path returns to its initial value when the phase begins.</param>
internal sealed record PhasedMetric<T>(T Definition, T[] Phases, bool[] BeginsAnew)
    where T : MetricDefinition;
