using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Measuring;

/// <summary>The measurements of one server over all rounds.</summary>
internal sealed class ServerRecord(ServerProgram program)
{
    public ServerProgram Program { get; } = program;
    public EncodingRecord Plain { get; } = new();
    public EncodingRecord Gzip { get; } = new();

    /// <summary>The milliseconds from the start of the process, with all series, until it accepts its first connection.</summary>
    public List<double> Listening { get; } = [];

    /// <summary>Peak resident memory of a process that has served every encoding it can.</summary>
    public long PeakMemory { get; set; }
}
