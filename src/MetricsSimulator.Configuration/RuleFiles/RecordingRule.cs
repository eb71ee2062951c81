using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>A rule that records what its expression returns as series of its name.</summary>
/// <param name="Name">The name of the series.</param>
/// <param name="Expression">The expression, as PromQL.</param>
/// <param name="Labels">The labels that it adds to each result.</param>
/// <param name="Place">Where it is.</param>
public sealed record RecordingRule(string Name, string Expression, ImmutableArray<KeyValuePair<string, string>> Labels, Place Place)
    : RuleDefinition(Name, Expression, Labels, Place);
