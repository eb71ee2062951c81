using MetricsSimulator.PeerBench.Measuring;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>The time and memory that one server needed.</summary>
internal sealed record ServerResult(string Name, EncodingResult? Plain, EncodingResult? Gzip, Spread? Listening, long PeakMemory)
{
    public static ServerResult? Of(ServerRecord? record) => record is null
        ? null
        : new ServerResult(
            record.Program.Name,
            EncodingResult.Of(record.Plain),
            EncodingResult.Of(record.Gzip),
            Spread.Of(record.Listening),
            record.PeakMemory);
}
