using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Model;

/// <summary>One metric during a phase.</summary>
/// <param name="Definition">
/// The metric with the parameters of the phase. Key, name, labels, type, buckets, resolution and split are those of the model; processes,
/// probability and spread may differ.
/// </param>
/// <param name="Scale">The factor of its rate, or of the intensity of a histogram's arrivals; by default 1.</param>
/// <param name="BeginsAnew">
/// Whether its path returns to its initial value when the phase begins, instead of continuing. The path of a constant always does.
/// </param>
public sealed record PhaseMetric(MetricDefinition Definition, double Scale = 1, bool BeginsAnew = false);
