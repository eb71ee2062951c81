using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>The result of reading a file of rules: the file, or all its errors.</summary>
/// <param name="File">The file; null if and only if there are errors.</param>
/// <param name="Errors">All errors, sorted by place.</param>
public sealed record RuleFileResult(RuleFile? File, ImmutableArray<ConfigurationError> Errors);
