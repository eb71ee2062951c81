namespace MetricsSimulator.Anomalies;

/// <summary>The effect of all anomalies of one tick on the endpoint <c>/metrics</c>.</summary>
/// <param name="IsDown">Whether scrapes fail.</param>
/// <param name="Delay">How much longer an answer takes.</param>
/// <param name="BodyShare">The share of the body that is sent before it breaks off; 1 for all of it.</param>
public readonly record struct EndpointConditions(bool IsDown, TimeSpan Delay, double BodyShare)
{
    /// <summary>No anomaly acts on the endpoint.</summary>
    public static readonly EndpointConditions Well = new(false, TimeSpan.Zero, 1);

    /// <summary>Whether a scrape fails: it is refused, its body ends too early, or nobody waits for it any longer.</summary>
    /// <param name="timeout">How long the scraper waits for the whole answer.</param>
    public bool Fail(TimeSpan timeout) => IsDown || BodyShare < 1 || Delay >= timeout;

    /// <summary>How much of a body is sent, in whatever it is measured; nothing when scrapes are refused.</summary>
    /// <param name="length">The length of the whole body.</param>
    public long Sent(long length) => IsDown ? 0 : BodyShare < 1 ? (long)(length * BodyShare) : length;
}
