using MetricsSimulator.PeerBench.Measuring;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>The time and memory that one server needed in one content encoding.</summary>
internal sealed record EncodingResult(Spread Changed, Spread? Repeated, Spread Processor, long Bytes, long PeakMemoryAlone)
{
    public static EncodingResult? Of(EncodingRecord record) => record.Changed.Count == 0
        ? null
        : new EncodingResult(
            Spread.Of(record.Changed)!, Spread.Of(record.Repeated), Spread.Of(record.Processor)!, record.Bytes, record.PeakMemoryAlone);
}
