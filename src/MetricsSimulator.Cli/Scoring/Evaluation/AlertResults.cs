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

    private readonly AlertInstance _instances = new(rule);
    private int _instance;

    /// <summary>For each instance, the evaluations that returned it.</summary>
    public AlertActivity Activity { get; } = new(schedule.Count);

    /// <inheritdoc/>
    protected override EvaluationSet Failed => Activity.Failed;

    /// <inheritdoc/>
    public override void Begin(SortedLabels labels) => _instance = Activity.InstanceOf(_instances.Of(labels));

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
