using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>A type of metric in a file, with the type of its definitions.</summary>
internal abstract class MetricForm<T>(MetricType type, string one, string many, ImmutableArray<Field<T>> fields)
    : MetricForm(type, one, many, static metric => metric is T, [.. fields.Select(field => field.In((MetricDefinition metric) => (T)metric))])
    where T : MetricDefinition;
