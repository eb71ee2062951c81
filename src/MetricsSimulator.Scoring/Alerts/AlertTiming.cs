namespace MetricsSimulator.Scoring.Alerts;

/// <summary>What decides, besides the result of its expression, when an alerting rule fires.</summary>
public sealed record AlertTiming
{
    /// <summary>Creates it.</summary>
    /// <param name="interval">The time between two evaluations; above zero.</param>
    /// <param name="hold">How long the expression must return an instance before it fires; the rule's <c>for</c>, zero or longer.</param>
    /// <param name="keep">How long an instance fires on without being returned; the rule's <c>keep_firing_for</c>, zero or longer.</param>
    /// <param name="limit">The most instances that may be active at once; 0 for no limit.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public AlertTiming(TimeSpan interval, TimeSpan hold = default, TimeSpan keep = default, int limit = 0)
    {
        Rule.Require(Rule.Positive(interval), nameof(interval));
        Rule.Require(Rule.NonNegative(hold.TotalSeconds), nameof(hold));
        Rule.Require(Rule.NonNegative(keep.TotalSeconds), nameof(keep));
        Rule.Require(Rule.NonNegative(limit), nameof(limit));
        (Interval, For, KeepFiringFor, Limit) = (interval, hold, keep, limit);
    }

    /// <summary>The time between two evaluations.</summary>
    public TimeSpan Interval { get; }

    /// <summary>How long the expression must return an instance before it fires.</summary>
    public TimeSpan For { get; }

    /// <summary>How long an instance fires on without being returned.</summary>
    public TimeSpan KeepFiringFor { get; }

    /// <summary>The most instances that may be active at once; 0 for no limit.</summary>
    public int Limit { get; }

    /// <summary><see cref="For"/> in evaluations, rounded up: an instance fires so many after the one at which it became pending.</summary>
    public int ForEvaluations => Evaluations(For);

    /// <summary><see cref="KeepFiringFor"/> in evaluations, rounded up: an instance is resolved so many after the first that did not return it.</summary>
    public int KeepFiringForEvaluations => Evaluations(KeepFiringFor);

    private int Evaluations(TimeSpan span) => (int)Math.Min(int.MaxValue / 2, (span.Ticks + Interval.Ticks - 1) / Interval.Ticks);
}
