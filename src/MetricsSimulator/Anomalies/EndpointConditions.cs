namespace MetricsSimulator.Anomalies;

/// <summary>What the anomalies of one tick do to the endpoint <c>/metrics</c>.</summary>
/// <param name="IsDown">Whether scrapes fail.</param>
/// <param name="Delay">How long an answer takes longer.</param>
/// <param name="BodyShare">The share of the body that is sent before it breaks off; 1 for all of it.</param>
public readonly record struct EndpointConditions(bool IsDown, TimeSpan Delay, double BodyShare)
{
    /// <summary>All is well.</summary>
    public static readonly EndpointConditions Well = new(false, TimeSpan.Zero, 1);
}
