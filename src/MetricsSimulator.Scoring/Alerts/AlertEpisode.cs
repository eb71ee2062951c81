namespace MetricsSimulator.Scoring.Alerts;

/// <summary>A span of time in which an instance of an alert fires: the evaluations [<paramref name="FiresAt"/>, <paramref name="EndsAt"/>).</summary>
/// <param name="PendingSince">The evaluation at which it became pending.</param>
/// <param name="FiresAt">The first evaluation at which it fires.</param>
/// <param name="EndsAt">The first at which it does not; the number of evaluations in the history if it fires at the last.</param>
/// <param name="EndedBy">What ended it: <see cref="AlertChange.Resolved"/> or <see cref="AlertChange.Forgotten"/>; <see cref="AlertChange.None"/> if it fires at the last evaluation.</param>
public readonly record struct AlertEpisode(int PendingSince, int FiresAt, int EndsAt, AlertChange EndedBy)
{
    /// <summary>Whether it fires at an evaluation.</summary>
    public bool Covers(int evaluation) => FiresAt <= evaluation && evaluation < EndsAt;
}
