using System.Collections.Immutable;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>What a rule did over the history of one seed.</summary>
/// <param name="Seed">The seed; different for each history of a score.</param>
/// <param name="Schedule">When it was evaluated.</param>
/// <param name="Incidents">All incidents of the history, judged or not.</param>
/// <param name="Signal">Its states over the history with the incidents.</param>
public sealed record RuleHistory(ulong Seed, EvaluationSchedule Schedule, ImmutableArray<Incident> Incidents, AlertTrace Signal)
{
    /// <summary>Its states over the same history without incidents, at the same evaluations; null if there is no such history. Then episodes are judged by time alone.</summary>
    public AlertTrace? Twin { get; init; }

    /// <summary>The series that its selectors select, through recording rules, with their names in <c>__name__</c>; null if that is not known. Then it reads every incident.</summary>
    public IReadOnlySet<SortedLabels>? Selected { get; init; }
}
