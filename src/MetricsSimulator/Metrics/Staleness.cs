using System.Runtime.InteropServices;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The value of a series that is absent from a snapshot: the stale marker of Prometheus. A text exposition leaves the series out; a format
/// that can say "this series has ended" writes the marker.
/// </summary>
/// <remarks>Source: prometheus/prometheus, model/value/value.go, StaleNaN.</remarks>
public static class Staleness
{
    private const long MarkerBits = 0x7ff0000000000002;

    /// <summary>The marker: one certain NaN.</summary>
    public static double Marker => BitConverter.Int64BitsToDouble(MarkerBits);

    /// <summary>Whether a value is the marker.</summary>
    public static bool IsMarker(double value) => BitConverter.DoubleToInt64Bits(value) == MarkerBits;

    /// <summary>Whether any of some values is the marker.</summary>
    public static bool HasMarker(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, long>(values).Contains(MarkerBits);

    /// <summary>Whether all of some values are the marker, as those of an explosion before and after its window.</summary>
    public static bool AreMarkers(ReadOnlySpan<double> values) => !MemoryMarshal.Cast<double, long>(values).ContainsAnyExcept(MarkerBits);
}
