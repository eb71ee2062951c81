namespace MetricsSimulator.Scoring.Alerts;

/// <summary>
/// The states of an alerting rule's instances over one history. Those of an instance are computed when they are asked for, so that a rule that returns thousands needs no memory
/// beyond its activity.
/// </summary>
public sealed class AlertTrace
{
    private readonly EvaluationSet _overLimit;

    internal AlertTrace(AlertTiming timing, AlertActivity activity, EvaluationSet overLimit)
    {
        (Timing, Activity, _overLimit) = (timing, activity, overLimit);
        Silent = new EvaluationSet(activity.Evaluations);
        Silent.AddAll(activity.Failed);
        Silent.AddAll(overLimit);
    }

    /// <summary>The timing of the rule.</summary>
    public AlertTiming Timing { get; }

    /// <summary>What its expression returned.</summary>
    public AlertActivity Activity { get; }

    /// <summary>The evaluations that failed, or had more instances than the limit allows. They write nothing: neither samples nor markers of staleness.</summary>
    public EvaluationSet Silent { get; }

    /// <summary>The changes of an instance's state, in the order of time.</summary>
    /// <param name="instance">The number of the instance.</param>
    public List<AlertTransition> TransitionsOf(int instance)
    {
        var transitions = new List<AlertTransition>();
        var returned = Activity.ReturnedOf(instance);
        int hold = Timing.ForEvaluations, keep = Timing.KeepFiringForEvaluations;
        var state = default(AlertState);
        for (var k = returned.NextIn(0); k < Activity.Evaluations; k = state.IsActive ? k + 1 : returned.NextIn(k + 1))
        {
            var change = AlertChange.None;
            if (!Silent[k])
            {
                change = state.Evaluate(k, returned[k], hold, keep);
            }
            else if (_overLimit[k] && state.IsActive)
            {
                state = default;
                change = AlertChange.Forgotten;
            }

            if (change != AlertChange.None) transitions.Add(new AlertTransition(k, change));
        }

        return transitions;
    }

    /// <summary>The episodes of an instance, in the order of time. They neither overlap nor touch.</summary>
    /// <param name="instance">The number of the instance.</param>
    public List<AlertEpisode> EpisodesOf(int instance)
    {
        var episodes = new List<AlertEpisode>();
        int pendingSince = -1, firesAt = -1;
        foreach (var (evaluation, change) in TransitionsOf(instance))
        {
            if (change == AlertChange.Pending) pendingSince = evaluation;
            if (change == AlertChange.Firing) (firesAt, pendingSince) = (evaluation, pendingSince < 0 ? evaluation : pendingSince);
            if (change is not (AlertChange.Gone or AlertChange.Resolved or AlertChange.Forgotten)) continue;
            if (firesAt >= 0) episodes.Add(new AlertEpisode(pendingSince, firesAt, evaluation, change));
            pendingSince = firesAt = -1;
        }

        if (firesAt >= 0) episodes.Add(new AlertEpisode(pendingSince, firesAt, Activity.Evaluations, AlertChange.None));
        return episodes;
    }

    /// <summary>The samples of the series <c>ALERTS</c> of an instance, in the order of time.</summary>
    /// <param name="instance">The number of the instance.</param>
    public List<AlertSpan> SpansOf(int instance)
    {
        var spans = new List<AlertSpan>();
        int first = -1, end = Activity.Evaluations;
        var isFiring = false;
        foreach (var (evaluation, change) in TransitionsOf(instance))
        {
            if (change is AlertChange.None or AlertChange.Missing or AlertChange.Returned) continue;
            if (first >= 0) spans.Add(new AlertSpan(isFiring, first, evaluation, -1));
            (first, isFiring) = change is AlertChange.Pending or AlertChange.Firing ? (evaluation, change == AlertChange.Firing) : (-1, false);
        }

        if (first >= 0) spans.Add(new AlertSpan(isFiring, first, end, -1));
        for (var i = 0; i < spans.Count; i++)
        {
            var marker = Silent.NextOut(spans[i].End);
            var goesOn = i + 1 < spans.Count && spans[i + 1].First == marker && spans[i + 1].IsFiring == spans[i].IsFiring;
            if (marker < end && !goesOn) spans[i] = spans[i] with { Marker = marker };
        }

        return spans;
    }
}
