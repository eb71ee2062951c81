using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Rules that are evaluated one after another at one instant, so that an alert sees the values that earlier rules of its group have just recorded.</summary>
/// <param name="Name">The name of the group.</param>
/// <param name="Rules">The rules, one or more.</param>
internal sealed record RuleGroup(string Name, ImmutableArray<PrometheusRule> Rules)
{
    /// <summary>The time from one evaluation to the next; zero for that of the configuration of Prometheus.</summary>
    public TimeSpan Interval { get; init; }
}
