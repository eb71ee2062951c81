using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>The result of reading a scenario: a draft, or all its errors.</summary>
/// <param name="Draft">The scenario; null if and only if there are errors.</param>
/// <param name="Errors">All errors, sorted by place.</param>
public sealed record ScenarioResult(ScenarioDraft? Draft, ImmutableArray<ConfigurationError> Errors);
