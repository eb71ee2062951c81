namespace MetricsSimulator.Simulation;

/// <summary>A counter whose events others are derived from.</summary>
internal interface IEventSource
{
    /// <summary>The events of all label sets together in the tick last advanced; a whole number.</summary>
    double Events { get; }
}
