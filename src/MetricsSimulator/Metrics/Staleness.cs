namespace MetricsSimulator.Metrics;

/// <summary>
/// The value of a series that is absent from a snapshot: Prometheus's own stale marker. A text exposition leaves the series out; a format that
/// can say "no longer here" writes the marker. Thread-safe.
/// </summary>
/// <remarks>Source: prometheus/prometheus, model/value/value.go, StaleNaN.</remarks>
public static class Staleness
{
    private const long MarkerBits = 0x7ff0000000000002;

    /// <summary>The marker: one certain NaN.</summary>
    public static double Marker => BitConverter.Int64BitsToDouble(MarkerBits);

    /// <summary>Whether a value is the marker.</summary>
    public static bool IsMarker(double value) => BitConverter.DoubleToInt64Bits(value) == MarkerBits;
}
