using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration;

/// <summary>The result of reading a configuration: the configuration, or all its errors.</summary>
/// <param name="Configuration">The configuration; null if and only if there are errors.</param>
/// <param name="Errors">All errors, sorted by place.</param>
public sealed record ConfigurationResult(SimulatorConfiguration? Configuration, ImmutableArray<ConfigurationError> Errors);
