namespace MetricsSimulator.States;

/// <summary>A counter whose events others are derived from.</summary>
internal interface IEventSource
{
    /// <summary>The events of all label sets together in the tick last advanced, as if there were no anomalies; a whole number.</summary>
    double CleanEvents { get; }

    /// <summary>The events with what anomalies added or took away; a whole number.</summary>
    double Events { get; }
}
