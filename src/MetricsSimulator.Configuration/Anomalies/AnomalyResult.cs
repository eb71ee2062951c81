using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>The result of reading one anomaly: its definition, or all its errors.</summary>
/// <param name="Definition">The definition; null if and only if there are errors.</param>
/// <param name="Errors">All errors, in the order of the text.</param>
public sealed record AnomalyResult(AnomalyDefinition? Definition, ImmutableArray<FieldError> Errors);
