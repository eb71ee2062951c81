using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>Rules that Prometheus evaluates one after another, at one instant.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Name">The name of the group; a file has only one of each name.</param>
/// <param name="Rules">The rules in the order of the file.</param>
/// <param name="Place">Where it is.</param>
public sealed record RuleGroup(string File, string Name, ImmutableArray<RuleDefinition> Rules, Place Place)
{
    /// <summary>The interval of a group that does not give one: the global <c>evaluation_interval</c> of a Prometheus that does not set it.</summary>
    public static readonly TimeSpan GlobalInterval = TimeSpan.FromMinutes(1);

    /// <summary>The time between two evaluations; above zero.</summary>
    public TimeSpan Interval { get; init; } = GlobalInterval;

    /// <summary>How far the expressions look back from the instant of an evaluation: <c>query_offset</c>.</summary>
    public TimeSpan QueryOffset { get; init; }

    /// <summary>The most results that a rule of the group may have, above which it fails; 0 for no limit.</summary>
    public int Limit { get; init; }
}
