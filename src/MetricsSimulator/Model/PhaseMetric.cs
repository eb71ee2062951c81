using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Model;

/// <summary>What one metric is during a phase.</summary>
/// <param name="Definition">
/// The metric with the parameters of the phase: the same key, name, labels, type, buckets, resolution and split as in the model, other processes,
/// probability or spread.
/// </param>
/// <param name="Scale">What its rate, or the intensity of a histogram's arrivals, is multiplied by; 1 for nothing.</param>
/// <param name="BeginsAnew">
/// Whether its path is set to its initial value when the phase begins, rather than going on from where it is. A constant always is.
/// </param>
public sealed record PhaseMetric(MetricDefinition Definition, double Scale = 1, bool BeginsAnew = false);
