using System.Text.Json.Serialization;
using MetricsSimulator.PeerBench.Measuring;

namespace MetricsSimulator.PeerBench.Exports;

/// <summary>The result for a program that exported points several times.</summary>
/// <param name="Name">The program.</param>
/// <param name="Points">The points of an export.</param>
/// <param name="Requests">The requests of an export.</param>
/// <param name="Bytes">The bytes of an export.</param>
/// <param name="Milliseconds">The time of an export, from its beginning to the last answer.</param>
/// <param name="Allocated">The bytes that an export allocated.</param>
internal sealed record ExportResult(string Name, int Points, long Requests, long Bytes, Spread Milliseconds, Spread Allocated)
{
    [JsonIgnore]
    public double PointsPerSecond => Points / Milliseconds.Median * 1000;
}
