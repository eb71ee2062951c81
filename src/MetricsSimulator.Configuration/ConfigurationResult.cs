using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration;

/// <summary>What came of reading a configuration: the configuration, or everything that is wrong with it.</summary>
/// <param name="Configuration">The configuration; null exactly when there are errors.</param>
/// <param name="Errors">All errors, sorted by place.</param>
public sealed record ConfigurationResult(SimulatorConfiguration? Configuration, ImmutableArray<ConfigurationError> Errors);
