using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>Collects what a rule returns, part by part of a history, in the order of time. One thread at a time.</summary>
/// <param name="schedule">When it is evaluated.</param>
/// <param name="shift">How long before its evaluation a query is answered.</param>
internal abstract class RuleResults(EvaluationSchedule schedule, TimeSpan shift) : SeriesReceiver
{
    private readonly long _first = (schedule.First - shift).ToUnixTimeMilliseconds();
    private readonly long _interval = schedule.Interval.Ticks / TimeSpan.TicksPerMillisecond;
    private int _firstFailed = -1;
    private string _message = "";

    /// <summary>The evaluations that failed.</summary>
    protected abstract EvaluationSet Failed { get; }

    /// <summary>The evaluations that failed; null if none did.</summary>
    public FailedEvaluations? Failures => _firstFailed < 0 ? null : new FailedEvaluations(Failed.CountIn(0, Failed.Length), _firstFailed, _message);

    /// <summary>Whether Prometheus says that the expression is wrong, so that all evaluations failed from the first of <see cref="Failures"/> on.</summary>
    public bool IsRefused { get; set; }

    /// <summary>The query for the evaluations of [first, end).</summary>
    public RangeQuery QueryFor(string expression, int first, int end) => new(expression, _first + first * _interval, _interval, end - first);

    /// <summary>Records that the evaluations of [first, end) failed.</summary>
    /// <param name="first">The first.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="message">Why.</param>
    public void Fail(int first, int end, string message)
    {
        Failed.AddRange(first, end);
        if (_firstFailed >= 0 && _firstFailed <= first) return;
        (_firstFailed, _message) = (first, message);
    }

    /// <summary>Ends a part of the history: the results of all its evaluations are here, or they failed.</summary>
    /// <param name="first">The first evaluation of the part.</param>
    /// <param name="end">The one after its last.</param>
    public abstract void Finish(int first, int end);

    /// <summary>The evaluation of a value in an answer.</summary>
    protected int EvaluationAt(long instant) => (int)((instant - _first) / _interval);
}
