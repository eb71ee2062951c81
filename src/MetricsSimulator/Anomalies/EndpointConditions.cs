namespace MetricsSimulator.Anomalies;

/// <summary>The effect of all anomalies of one tick on the endpoint <c>/metrics</c>.</summary>
/// <param name="IsDown">Whether scrapes fail.</param>
/// <param name="Delay">The delay of every answer.</param>
/// <param name="BodyShare">The share of the body that is sent; 1 for the whole body.</param>
public readonly record struct EndpointConditions(bool IsDown, TimeSpan Delay, double BodyShare)
{
    /// <summary>No anomaly acts on the endpoint.</summary>
    public static readonly EndpointConditions Well = new(false, TimeSpan.Zero, 1);

    /// <summary>Whether a scrape fails: it is refused, its body ends early, or the scraper stops waiting.</summary>
    /// <param name="timeout">The time for which the scraper waits for the whole answer.</param>
    public bool Fail(TimeSpan timeout) => IsDown || BodyShare < 1 || Delay >= timeout;

    /// <summary>The part of a body that is sent, in the unit of its length; 0 if scrapes are refused.</summary>
    /// <param name="length">The length of the whole body.</param>
    public long Sent(long length) => IsDown ? 0 : BodyShare < 1 ? (long)(length * BodyShare) : length;
}
