using System.Text.Json.Serialization;
using MetricsSimulator.PeerBench.Measuring;

namespace MetricsSimulator.PeerBench.Histories;

/// <summary>The result for a history that was written several times.</summary>
/// <param name="What">Describes the history and the program that wrote it.</param>
/// <param name="Samples">The number of its samples.</param>
/// <param name="Bytes">The number of bytes written; 0 if they were discarded.</param>
/// <param name="Seconds">The seconds from the start of the program to its end.</param>
/// <param name="PeakMemory">The peak resident memory of all runs, in bytes.</param>
internal sealed record HistoryResult(string What, long Samples, long Bytes, Spread Seconds, long PeakMemory)
{
    [JsonIgnore]
    public double SamplesPerSecond => Samples / Seconds.Median;

    [JsonIgnore]
    public double BytesPerSample => (double)Bytes / Samples;
}
