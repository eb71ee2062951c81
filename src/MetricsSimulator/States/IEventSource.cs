namespace MetricsSimulator.States;

/// <summary>A counter from whose events other counters are derived.</summary>
internal interface IEventSource
{
    /// <summary>The number of events of all label sets in the last tick, as it would be without anomalies; a whole number.</summary>
    double CleanEvents { get; }

    /// <summary>The number of events of all label sets in the last tick, with the changes by anomalies; a whole number.</summary>
    double Events { get; }
}
