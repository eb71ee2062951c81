using System.Collections.Immutable;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>An alerting rule, as far as judging needs to know it.</summary>
/// <param name="Name">Its name, different from those of all other rules that are scored.</param>
/// <param name="Timing">When it fires.</param>
/// <param name="LookBack">
/// How long its expression remembers a sample: ranges, subqueries and offsets, added along their nesting. The five minutes of an instant selector do not count, since the next
/// scrape replaces its sample.
/// </param>
public sealed record ScoredRule(string Name, AlertTiming Timing, TimeSpan LookBack)
{
    /// <summary>The names of the labels that the rule itself sets. They say nothing about the series behind an instance.</summary>
    public ImmutableArray<string> OwnLabels { get; init; } = [];

    /// <summary>What it is meant to detect; null for everything that it reads.</summary>
    public Claims? Claims { get; init; }
}
