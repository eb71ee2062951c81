using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>A rule that fires when its expression returns something.</summary>
/// <param name="Name">The name of the alert.</param>
/// <param name="Expression">The expression, as PromQL.</param>
/// <param name="Labels">The labels that it adds to each result.</param>
/// <param name="Place">Where it is.</param>
public sealed record AlertingRule(string Name, string Expression, ImmutableArray<KeyValuePair<string, string>> Labels, Place Place)
    : RuleDefinition(Name, Expression, Labels, Place)
{
    /// <summary>How long the expression must return an instance before it fires; zero or longer.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long an instance fires on when the expression does not return it any more; zero or longer.</summary>
    public TimeSpan KeepFiringFor { get; init; }

    /// <summary>Its annotations, in the order of the file. They may hold templates.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Annotations { get; init; } = [];
}
