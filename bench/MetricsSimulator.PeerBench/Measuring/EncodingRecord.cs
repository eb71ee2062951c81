using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Measuring;

/// <summary>What was measured of one server in one content encoding, over all rounds.</summary>
internal sealed class EncodingRecord
{
    /// <summary>Milliseconds of scrapes whose values had all changed since the scrape before.</summary>
    public List<double> Changed { get; } = [];

    /// <summary>Milliseconds of second scrapes within one tick.</summary>
    public List<double> Repeated { get; } = [];

    /// <summary>Processor time of the server in milliseconds for one tick and one scrape, one figure a round.</summary>
    public List<double> Processor { get; } = [];

    /// <summary>Bytes of the last timed body, as transferred.</summary>
    public long Bytes { get; set; }

    public ExpositionCheck? Check { get; set; }

    /// <summary>Peak resident memory of a process that has served this encoding only.</summary>
    public long PeakMemoryAlone { get; set; }
}
