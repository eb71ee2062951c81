using System.Collections.Immutable;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>The touched series that a rule reads, shared by the incidents that touch the same.</summary>
/// <param name="touched">The touched series.</param>
/// <param name="series">Those that the rule reads.</param>
/// <param name="ignored">The names of the rule's own labels.</param>
/// <param name="evaluations">The number of evaluations in the history.</param>
internal sealed class Reach(ImmutableArray<SortedLabels> touched, SortedLabels[] series, ImmutableArray<string> ignored, int evaluations)
{
    private int _instance = -1;
    private bool _admits;

    /// <summary>The touched series of an incident that a rule reads.</summary>
    public static Reach Of(Evidence evidence, ScoredRule rule, RuleHistory history)
    {
        SortedLabels[] series = history.Selected is { } selected ? [.. evidence.Touched.Where(selected.Contains)] : evidence.Touched.IsEmpty ? [SortedLabels.None] : [.. evidence.Touched];
        return new Reach(evidence.Touched, series, rule.OwnLabels, history.Schedule.Count);
    }

    /// <summary>The touched series.</summary>
    public ImmutableArray<SortedLabels> Touched => touched;

    /// <summary>Whether the rule reads any of them.</summary>
    public bool IsRead => series.Length > 0;

    /// <summary>The evaluations at which an instance that may be about these series begins to fire.</summary>
    public EvaluationSet Starts { get; } = new(evaluations);

    /// <summary>Whether an instance may be about these series: there is one that its labels do not contradict.</summary>
    /// <param name="instance">The number of the instance. The answer is kept until another is asked for.</param>
    /// <param name="labels">Its labels.</param>
    public bool Admits(int instance, SortedLabels labels)
    {
        if (instance == _instance) return _admits;
        _instance = instance;
        _admits = false;
        foreach (var one in series)
        {
            if (labels.Contradicts(one, ignored)) continue;
            _admits = true;
            break;
        }

        return _admits;
    }
}
