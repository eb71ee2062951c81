using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Templates;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>Collects which instances of an alert its expression returns. Values do not matter. One thread at a time.</summary>
/// <param name="rule">The rule.</param>
/// <param name="schedule">When it is evaluated.</param>
/// <param name="shift">How long before its evaluation a query is answered.</param>
internal sealed class AlertResults(AlertingRule rule, EvaluationSchedule schedule, TimeSpan shift) : RuleResults(schedule, shift)
{
    private const string SameLabels = "vector contains metrics with the same labelset after applying alert labels";

    private readonly bool _hasTemplates = rule.Labels.Any(label => label.Value.Contains("{{", StringComparison.Ordinal));
    private int _instance;

    /// <summary>For each instance, the evaluations that returned it.</summary>
    public AlertActivity Activity { get; } = new(schedule.Count);

    /// <inheritdoc/>
    protected override EvaluationSet Failed => Activity.Failed;

    /// <inheritdoc/>
    public override void Begin(SortedLabels labels)
    {
        ImmutableArray<KeyValuePair<string, string>> own = _hasTemplates ? [.. rule.Labels.Select(label => KeyValuePair.Create(label.Key, LabelTemplate.Expand(label.Value, labels)))] : rule.Labels;
        _instance = Activity.InstanceOf(labels.ForAlert(rule.Name, own));
    }

    /// <inheritdoc/>
    public override void Take(long instant, ReadOnlySpan<byte> value)
    {
        var evaluation = EvaluationAt(instant);
        Activity.Add(_instance, evaluation);
        if (Activity.Failed[evaluation]) Fail(evaluation, evaluation + 1, SameLabels);
    }

    /// <inheritdoc/>
    public override void Finish(int first, int end)
    {
    }
}
