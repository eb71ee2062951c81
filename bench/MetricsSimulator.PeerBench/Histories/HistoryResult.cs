using System.Text.Json.Serialization;
using MetricsSimulator.PeerBench.Measuring;

namespace MetricsSimulator.PeerBench.Histories;

/// <summary>A history that was written several times.</summary>
/// <param name="What">Which history, written by what.</param>
/// <param name="Samples">The number of its samples.</param>
/// <param name="Bytes">The number of bytes written; 0 when they were discarded.</param>
/// <param name="Seconds">From the start of the program to its end.</param>
/// <param name="PeakMemory">The most resident memory of any run, in bytes.</param>
internal sealed record HistoryResult(string What, long Samples, long Bytes, Spread Seconds, long PeakMemory)
{
    [JsonIgnore]
    public double SamplesPerSecond => Samples / Seconds.Median;

    [JsonIgnore]
    public double BytesPerSample => (double)Bytes / Samples;
}
