using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Matrix;

/// <summary>The result of reading a matrix: its settings, or all its errors.</summary>
/// <param name="Settings">The settings; null if and only if there are errors.</param>
/// <param name="Errors">All errors, sorted by place.</param>
public sealed record MatrixResult(MatrixSettings? Settings, ImmutableArray<ConfigurationError> Errors);
