namespace MetricsSimulator.Scoring.Alerts;

/// <summary>What an evaluation does to an instance of an alert.</summary>
public enum AlertChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is pending: the expression returns it, but not long enough yet.</summary>
    Pending,

    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It was pending, and the expression does not return it any more.</summary>
    Gone,

    /// <summary>The expression does not return it any more. It fires on, because of <c>keep_firing_for</c>.</summary>
    Missing,

    /// <summary>The expression returns it again while it fires on.</summary>
    Returned,

    /// <summary>It does not fire any more.</summary>
    Resolved,

    /// <summary>It was pending or firing, and more instances were active than <c>limit</c> allows. All are forgotten.</summary>
    Forgotten,
}
