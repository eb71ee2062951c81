namespace MetricsSimulator.Scoring.Alerts;

/// <summary>When a rule is evaluated over a history: evaluation k at the first instant and k intervals.</summary>
/// <param name="First">The instant of evaluation 0.</param>
/// <param name="Interval">The time between two evaluations; above zero.</param>
/// <param name="Count">The number of evaluations.</param>
public sealed record EvaluationSchedule(DateTimeOffset First, TimeSpan Interval, int Count)
{
    /// <summary>The instant of an evaluation.</summary>
    /// <param name="evaluation">Its number, which may lie beyond the history.</param>
    public DateTimeOffset InstantOf(int evaluation) => First + Interval * evaluation;

    /// <summary>The first evaluation at or after an instant; <see cref="Count"/> if the history ends before it.</summary>
    public int FirstFrom(DateTimeOffset instant) => Bounded((instant - First).Ticks, Interval.Ticks - 1);

    /// <summary>The first evaluation after an instant; <see cref="Count"/> if the history ends before it.</summary>
    public int FirstAfter(DateTimeOffset instant) => Bounded((instant - First).Ticks, Interval.Ticks);

    private int Bounded(long ticks, long added) => ticks < 0 ? 0 : (int)Math.Min(Count, (ticks + added) / Interval.Ticks);
}
