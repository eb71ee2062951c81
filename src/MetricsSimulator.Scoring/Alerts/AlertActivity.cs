namespace MetricsSimulator.Scoring.Alerts;

/// <summary>What the expression of an alerting rule returned over one history: for each instance, the evaluations that returned it.</summary>
/// <param name="evaluations">The number of evaluations in the history.</param>
public sealed class AlertActivity(int evaluations)
{
    private readonly Dictionary<SortedLabels, int> _numbers = [];
    private readonly List<SortedLabels> _labels = [];
    private readonly List<EvaluationSet> _returned = [];

    /// <summary>The number of evaluations in the history.</summary>
    public int Evaluations => evaluations;

    /// <summary>The evaluations that failed.</summary>
    public EvaluationSet Failed { get; } = new(evaluations);

    /// <summary>The number of instances. They are numbered from 0, in the order in which they were added.</summary>
    public int InstanceCount => _labels.Count;

    /// <summary>The labels of an instance.</summary>
    public SortedLabels LabelsOf(int instance) => _labels[instance];

    /// <summary>The evaluations that returned an instance. At one that failed it does not matter whether it is here.</summary>
    public EvaluationSet ReturnedOf(int instance) => _returned[instance];

    /// <summary>The number of an instance; −1 if the expression never returned it.</summary>
    public int Find(SortedLabels labels) => _numbers.GetValueOrDefault(labels, -1);

    /// <summary>The number of an instance, which is added if it is new.</summary>
    /// <param name="labels">Its labels, those of the rule included: see <see cref="SortedLabels.ForAlert"/>.</param>
    public int InstanceOf(SortedLabels labels)
    {
        if (_numbers.TryGetValue(labels, out var number)) return number;
        _numbers.Add(labels, _labels.Count);
        _labels.Add(labels);
        _returned.Add(new EvaluationSet(evaluations));
        return _labels.Count - 1;
    }

    /// <summary>Records that an evaluation returned an instance. An evaluation that returns one twice has failed, as in Prometheus.</summary>
    /// <param name="instance">The number of the instance.</param>
    /// <param name="evaluation">The number of the evaluation. They may come in any order.</param>
    public void Add(int instance, int evaluation)
    {
        if (!_returned[instance].Add(evaluation)) Failed.Add(evaluation);
    }

    /// <summary>Records that an evaluation failed.</summary>
    public void Fail(int evaluation) => Failed.Add(evaluation);
}
