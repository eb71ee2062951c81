using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>A rule of Prometheus: an expression that is evaluated again and again.</summary>
/// <param name="Name">The name of the alert, or of the series that it records.</param>
/// <param name="Expression">The expression, as PromQL.</param>
/// <param name="Labels">The labels that it adds to each result, in the order of the file. They may hold templates; an empty value removes a label.</param>
/// <param name="Place">Where it is.</param>
public abstract record RuleDefinition(string Name, string Expression, ImmutableArray<KeyValuePair<string, string>> Labels, Place Place);
