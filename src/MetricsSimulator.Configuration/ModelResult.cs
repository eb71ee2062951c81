using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration;

/// <summary>The result of combining a configuration with a scenario: the model, or all errors.</summary>
/// <param name="Model">The model; null if and only if there are errors.</param>
/// <param name="Errors">All errors, sorted by place.</param>
public sealed record ModelResult(SimulationModel? Model, ImmutableArray<ConfigurationError> Errors);
