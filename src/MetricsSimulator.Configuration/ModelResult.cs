using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration;

/// <summary>What came of a configuration together with a scenario: the model, or everything that is wrong.</summary>
/// <param name="Model">The model; null exactly when there are errors.</param>
/// <param name="Errors">All errors, sorted by place.</param>
public sealed record ModelResult(SimulationModel? Model, ImmutableArray<ConfigurationError> Errors);
