namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>The state of an instance of an alert.</summary>
internal enum InstanceState
{
    /// <summary>Neither pending nor firing.</summary>
    Inactive,

    /// <summary>Returned, but not for as long as <c>for</c>.</summary>
    Pending,

    /// <summary>It fires.</summary>
    Firing,
}
