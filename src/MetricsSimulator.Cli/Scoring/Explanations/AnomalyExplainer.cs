using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>Finds out why alerts did or did not fire for one anomaly, while its seed is judged. One thread at a time.</summary>
/// <param name="plan">What is scored.</param>
/// <param name="name">The anomaly.</param>
internal sealed class AnomalyExplainer(ScorePlan plan, AnomalyName name) : SeedWitness
{
    private const int MostInstances = 3;

    // Of these the values are read, so that those that count can be chosen.
    private const int MostRead = 1000;
    private const int MostEvaluations = 500;

    // Evaluations before the anomaly can be seen, besides those of `for`.
    private const int Before = 3;

    private readonly Dictionary<int, ComparedValues> _values = [];
    private readonly Dictionary<int, int> _firsts = [];
    private readonly List<ExplainedAlert> _alerts = [];
    private Incident? _incident;

    /// <summary>The explanation, once the seed is judged.</summary>
    public Explanation Result => new(name, _incident!, plan.Time, [.. _alerts]);

    /// <inheritdoc/>
    public override async Task AskAsync(PrometheusServer server, Func<EvaluatedRule, EvaluationSchedule> scheduleOf, ImmutableArray<Incident> incidents, CancellationToken cancellation)
    {
        _incident = incidents.First(incident => incident.Id == name.Id);
        if (_incident.Evidence is not { } evidence) return;
        foreach (var judged in plan.Judged)
        {
            if (judged.Swept is not null) continue;
            var (schedule, timing) = (scheduleOf(judged.Rule), judged.Scored.Timing);
            var start = _incident.Start < evidence.First ? _incident.Start : evidence.First;
            var first = Math.Max(0, schedule.FirstFrom(start) - Math.Min(timing.ForEvaluations, MostEvaluations / 4) - Before);
            var grace = schedule.FirstFrom(evidence.Last + plan.Time.Grace);
            var memory = schedule.FirstAfter(evidence.Last + judged.Scored.LookBack) + (long)timing.KeepFiringForEvaluations;
            var end = (int)Math.Min(schedule.Count, Math.Min(first + MostEvaluations, Math.Max(grace, memory) + 2));
            _firsts[judged.Rule.Number] = first;
            if (end <= first) continue;
            var window = schedule with { First = schedule.InstantOf(first), Count = end - first };
            _values[judged.Rule.Number] = await ComparedValues.AskAsync(server, judged.Rule, window, MostRead, cancellation);
        }
    }

    /// <inheritdoc/>
    public override void Take(JudgedRule rule, RuleHistory history, RuleJudgement judgement)
    {
        if (rule.Swept is not null) return;
        var compared = ComparedValue.Of(rule.Rule.Definition.Expression);
        var own = judgement.Incidents.FirstOrDefault(incident => incident.Incident.Id == name.Id);
        if (own is null || !_values.TryGetValue(rule.Rule.Number, out var values))
        {
            _alerts.Add(new ExplainedAlert(rule, compared, own, [], 0));
            return;
        }

        var activity = history.Signal.Activity;
        var labels = new List<SortedLabels>(values.Labels);
        var known = new HashSet<SortedLabels>(labels);
        for (var i = 0; i < activity.InstanceCount; i++)
            if (known.Add(activity.LabelsOf(i))) labels.Add(activity.LabelsOf(i));

        var first = _firsts[rule.Rule.Number];
        var instances = new List<ExplainedInstance>();
        foreach (var i in RuleJudge.InstancesOf(rule.Scored, history, own.Incident, labels))
        {
            var evaluations = EvaluationsOf(history.Signal, activity.Find(labels[i]), first, values.Schedule, i < values.Labels.Count ? values.ValuesOf(i) : null);
            var instance = new ExplainedInstance(labels[i], [.. evaluations]);
            if (!instance.IsEmpty) instances.Add(instance);
        }

        instances.Sort((one, other) => Compare(one, other, own.DetectedBy));
        var others = Math.Max(0, instances.Count - MostInstances);
        _alerts.Add(new ExplainedAlert(rule, compared, own, [.. instances.Take(MostInstances)], others) { HasMore = values.HasMore });
    }

    private static int Compare(ExplainedInstance one, ExplainedInstance other, SortedLabels? first)
    {
        if (one.Labels.Equals(first) != other.Labels.Equals(first)) return one.Labels.Equals(first) ? -1 : 1;
        return one.Peak != other.Peak ? other.Peak - one.Peak : string.CompareOrdinal(one.Labels.ToString(), other.Labels.ToString());
    }

    private static ExplainedEvaluation[] EvaluationsOf(AlertTrace trace, int instance, int first, EvaluationSchedule window, double[]? values)
    {
        var evaluations = new ExplainedEvaluation[window.Count];
        var transitions = instance < 0 ? [] : trace.TransitionsOf(instance);
        var (next, state) = (0, InstanceState.Inactive);
        for (var i = 0; i < evaluations.Length; i++)
        {
            var change = AlertChange.None;
            for (; next < transitions.Count && transitions[next].Evaluation <= first + i; next++)
            {
                state = After(transitions[next].Change, state);
                if (transitions[next].Evaluation == first + i) change = transitions[next].Change;
            }

            var isReturned = instance >= 0 && trace.Activity.ReturnedOf(instance)[first + i];
            evaluations[i] = new ExplainedEvaluation(window.InstantOf(i), values?[i] ?? double.NaN, isReturned, trace.Activity.Failed[first + i], change, state);
        }

        return evaluations;
    }

    private static InstanceState After(AlertChange change, InstanceState state) => change switch
    {
        AlertChange.Pending => InstanceState.Pending,
        AlertChange.Firing => InstanceState.Firing,
        AlertChange.Gone or AlertChange.Resolved or AlertChange.Forgotten => InstanceState.Inactive,
        _ => state,
    };
}
