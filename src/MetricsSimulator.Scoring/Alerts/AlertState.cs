namespace MetricsSimulator.Scoring.Alerts;

/// <summary>The state of one instance of an alert. Source: prometheus/prometheus, rules/alerting.go (Eval).</summary>
internal struct AlertState
{
    // Evaluations, plus one, so that the default is "none".
    private int _pendingSince;
    private int _missingSince;
    private bool _isFiring;

    /// <summary>Whether it is pending or firing.</summary>
    public readonly bool IsActive => _pendingSince > 0;

    /// <summary>Evaluates the rule.</summary>
    /// <param name="evaluation">The number of the evaluation; it did not fail.</param>
    /// <param name="isReturned">Whether the expression returned the instance.</param>
    /// <param name="hold">The <c>for</c> of the rule, in evaluations.</param>
    /// <param name="keep">Its <c>keep_firing_for</c>, in evaluations.</param>
    public AlertChange Evaluate(int evaluation, bool isReturned, int hold, int keep)
    {
        var change = AlertChange.None;
        if (!isReturned)
        {
            if (!IsActive) return AlertChange.None;
            if (_isFiring)
            {
                if (_missingSince == 0) (_missingSince, change) = (evaluation + 1, AlertChange.Missing);
                if (evaluation + 1 - _missingSince < keep) return change;
            }

            change = _isFiring ? AlertChange.Resolved : AlertChange.Gone;
            this = default;
            return change;
        }

        if (!IsActive) (_pendingSince, change) = (evaluation + 1, AlertChange.Pending);
        if (_missingSince > 0) (_missingSince, change) = (0, AlertChange.Returned);
        if (!_isFiring && evaluation + 1 - _pendingSince >= hold) (_isFiring, change) = (true, AlertChange.Firing);
        return change;
    }
}
