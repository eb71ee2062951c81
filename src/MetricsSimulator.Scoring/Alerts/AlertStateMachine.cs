namespace MetricsSimulator.Scoring.Alerts;

/// <summary>
/// Decides when the instances of an alerting rule are pending and firing, as Prometheus does. An instance that is returned is pending, and fires at the first evaluation that is
/// <c>for</c> or later after the one at which it became pending. An instance that is not returned is gone if it was pending, and resolved if it fired, unless less than
/// <c>keep_firing_for</c> has passed since the first evaluation without it. An evaluation that failed changes nothing. One with more active instances than <c>limit</c> fails,
/// and forgets all of them. Source: prometheus/prometheus, rules/alerting.go (Eval). Thread-safe.
/// </summary>
public static class AlertStateMachine
{
    /// <summary>Runs it over one history.</summary>
    /// <param name="timing">The timing of the rule.</param>
    /// <param name="activity">What its expression returned. It must not be changed any more.</param>
    public static AlertTrace Run(AlertTiming timing, AlertActivity activity)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(activity);
        return new AlertTrace(timing, activity, timing.Limit == 0 ? new EvaluationSet(activity.Evaluations) : OverLimit(timing, activity));
    }

    // The limit is the only thing by which one instance changes another.
    private static EvaluationSet OverLimit(AlertTiming timing, AlertActivity activity)
    {
        var over = new EvaluationSet(activity.Evaluations);
        var states = new AlertState[activity.InstanceCount];
        int hold = timing.ForEvaluations, keep = timing.KeepFiringForEvaluations;
        for (var k = activity.Failed.NextOut(0); k < activity.Evaluations; k = activity.Failed.NextOut(k + 1))
        {
            var active = 0;
            for (var i = 0; i < states.Length; i++)
            {
                states[i].Evaluate(k, activity.ReturnedOf(i)[k], hold, keep);
                if (states[i].IsActive) active++;
            }

            if (active <= timing.Limit) continue;
            over.Add(k);
            Array.Clear(states);
        }

        return over;
    }
}
