using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>What the rules did over the histories of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Incidents">All anomalies of the judged time and the time before it.</param>
/// <param name="Rules">The judgements, in the order of <see cref="ScorePlan.Judged"/>.</param>
/// <param name="Failures">The evaluations that failed, on the signal or else on the twin, by the number of the rule.</param>
/// <param name="Selected">The selectors that select series of the signal or the twin, as texts.</param>
internal sealed record SeedJudgement(
    ulong Seed, ImmutableArray<Incident> Incidents, ImmutableArray<RuleJudgement> Rules, Dictionary<int, FailedEvaluations> Failures, HashSet<string> Selected)
{
    /// <summary>The series of metrics of which a selector selects none, by <see cref="PromQL.Selector.OfName"/>.</summary>
    public Dictionary<string, ImmutableArray<SortedLabels>> Namesakes { get; private init; } = [];

    /// <summary>The judgements, with what the histories say about the rules.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="incidents">All incidents of the histories.</param>
    /// <param name="rules">The judgements, in the order of <see cref="ScorePlan.Judged"/>.</param>
    /// <param name="plan">What is scored.</param>
    /// <param name="histories">The signal and, if there is one, the twin.</param>
    public static SeedJudgement Of(ulong seed, ImmutableArray<Incident> incidents, ImmutableArray<RuleJudgement> rules, ScorePlan plan, params ReadOnlySpan<HistoryActivity> histories) =>
        new(seed, incidents, rules, FailuresOf(histories), SelectedIn(histories)) { Namesakes = NamesakesIn(plan, histories[0]) };

    private static Dictionary<int, FailedEvaluations> FailuresOf(params ReadOnlySpan<HistoryActivity> histories)
    {
        var failures = new Dictionary<int, FailedEvaluations>();
        foreach (var history in histories)
        {
            foreach (var alert in history.Alerts)
                if (alert.Failures is { } failed) failures.TryAdd(alert.Rule.Number, failed);
            foreach (var (number, failed) in history.FailedRecordings) failures.TryAdd(number, failed);
        }

        return failures;
    }

    private static HashSet<string> SelectedIn(params ReadOnlySpan<HistoryActivity> histories)
    {
        var selected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var history in histories)
            foreach (var (selector, series) in history.Selected)
                if (!series.IsEmpty) selected.Add(selector);
        return selected;
    }

    private static Dictionary<string, ImmutableArray<SortedLabels>> NamesakesIn(ScorePlan plan, HistoryActivity history)
    {
        var namesakes = new Dictionary<string, ImmutableArray<SortedLabels>>(StringComparer.Ordinal);
        foreach (var (rule, _) in plan.Judged)
            foreach (var selector in rule.Selectors)
                if (history.Selected[selector.Text].IsEmpty && selector.OfName is { } metric) namesakes[metric] = history.Selected[metric];
        return namesakes;
    }
}

