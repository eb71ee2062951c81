using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Measuring;

/// <summary>The measurements of one server in one content encoding over all rounds.</summary>
internal sealed class EncodingRecord
{
    /// <summary>The milliseconds that each scrape took when all values had changed since the previous scrape.</summary>
    public List<double> Changed { get; } = [];

    /// <summary>The milliseconds that each second scrape within one tick took.</summary>
    public List<double> Repeated { get; } = [];

    /// <summary>The processor time of the server for one tick and one scrape, in milliseconds. There is one value per round.</summary>
    public List<double> Processor { get; } = [];

    /// <summary>The size of the last timed body in bytes, as transferred.</summary>
    public long Bytes { get; set; }

    public ExpositionCheck? Check { get; set; }

    /// <summary>Peak resident memory of a process that has served this encoding only.</summary>
    public long PeakMemoryAlone { get; set; }
}
