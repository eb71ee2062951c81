using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Watching;

/// <summary>What an alert did over a span on a Prometheus.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Schedule">When it was evaluated.</param>
/// <param name="Trace">The states of its instances.</param>
internal sealed record WatchedAlert(EvaluatedRule Rule, EvaluationSchedule Schedule, AlertTrace Trace)
{
    /// <summary>What its file says.</summary>
    public AlertingRule Definition => (AlertingRule)Rule.Definition;

    /// <summary>The evaluations that failed; null if none did.</summary>
    public FailedEvaluations? Failures { get; init; }

    /// <summary>Why it may do something else than its author expects, in sentences.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>The names of the metrics that its expression names, and those of the recording rules of its file that it reads.</summary>
    public IEnumerable<string> Metrics => Rule.Selectors.Select(selector => selector.Name).OfType<string>().Distinct(StringComparer.Ordinal);
}
