using System.Buffers.Text;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Cli.Scoring.Templates;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>Collects what an alert compares at each evaluation, whether it is returned or not. One thread at a time.</summary>
internal sealed class ComparedValues : RuleResults
{
    private readonly AlertInstance _instances;
    private readonly int _most;
    private readonly Dictionary<SortedLabels, int> _numbers = [];
    private readonly List<double[]> _values = [];
    private double[]? _current;

    /// <summary>Begins without any.</summary>
    /// <param name="rule">The alert.</param>
    /// <param name="schedule">The evaluations.</param>
    /// <param name="shift">How long before its evaluation a query is answered.</param>
    /// <param name="most">The most instances to keep.</param>
    public ComparedValues(AlertingRule rule, EvaluationSchedule schedule, TimeSpan shift, int most)
        : base(schedule, shift)
    {
        (Schedule, _instances, _most) = (schedule, new AlertInstance(rule), most);
        Failed = new EvaluationSet(schedule.Count);
        (Lowest, Highest) = (Unknown(), Unknown());
    }

    /// <summary>The evaluations.</summary>
    public EvaluationSchedule Schedule { get; }

    /// <summary>The labels of the instances whose values are kept, those of the rule included.</summary>
    public List<SortedLabels> Labels { get; } = [];

    /// <summary>Whether there are more instances than are kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The lowest value of all instances at each evaluation; NaN where there is none.</summary>
    public double[] Lowest { get; }

    /// <summary>The highest value of all instances at each evaluation; NaN where there is none.</summary>
    public double[] Highest { get; }

    /// <inheritdoc/>
    protected override EvaluationSet Failed { get; }

    /// <summary>The values of an instance at each evaluation; NaN where there is none.</summary>
    /// <param name="instance">Its place in <see cref="Labels"/>.</param>
    public double[] ValuesOf(int instance) => _values[instance];

    /// <summary>Asks for the values of an alert.</summary>
    /// <param name="server">The Prometheus.</param>
    /// <param name="rule">The alert.</param>
    /// <param name="schedule">The evaluations.</param>
    /// <param name="most">The most instances to keep. The others count for <see cref="Lowest"/> and <see cref="Highest"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PrometheusException">The Prometheus ended.</exception>
    public static async Task<ComparedValues> AskAsync(PrometheusServer server, EvaluatedRule rule, EvaluationSchedule schedule, int most, CancellationToken cancellation)
    {
        var values = new ComparedValues((AlertingRule)rule.Definition, schedule, rule.Shift, most);
        var compared = rule with { Definition = rule.Definition with { Expression = ComparedValue.Of(rule.Definition.Expression).Expression } };
        await RuleQueries.RunAsync(server, compared, schedule.Count, values, cancellation);
        return values;
    }

    /// <inheritdoc/>
    public override void Begin(SortedLabels labels)
    {
        var instance = _instances.Of(labels);
        if (_numbers.TryGetValue(instance, out var number))
        {
            _current = _values[number];
            return;
        }

        HasMore |= Labels.Count == _most;
        _current = null;
        if (HasMore) return;
        _numbers.Add(instance, Labels.Count);
        Labels.Add(instance);
        _values.Add(_current = Unknown());
    }

    /// <inheritdoc/>
    public override void Take(long instant, ReadOnlySpan<byte> value)
    {
        if (!Utf8Parser.TryParse(value, out double number, out _)) number = value[0] == '+' ? double.PositiveInfinity : value[0] == '-' ? double.NegativeInfinity : double.NaN;
        var evaluation = EvaluationAt(instant);
        if (_current is not null) _current[evaluation] = number;
        if (!(number >= Lowest[evaluation])) Lowest[evaluation] = number;
        if (!(number <= Highest[evaluation])) Highest[evaluation] = number;
    }

    /// <inheritdoc/>
    public override void Finish(int first, int end)
    {
    }

    private double[] Unknown()
    {
        var values = new double[Schedule.Count];
        values.AsSpan().Fill(double.NaN);
        return values;
    }
}
