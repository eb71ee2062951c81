using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Measuring;

/// <summary>What was measured of one server, over all rounds.</summary>
internal sealed class ServerRecord(ServerProgram program)
{
    public ServerProgram Program { get; } = program;
    public EncodingRecord Plain { get; } = new();
    public EncodingRecord Gzip { get; } = new();

    /// <summary>Milliseconds from the start of the process to its first accepted connection, with all series.</summary>
    public List<double> Listening { get; } = [];

    /// <summary>Peak resident memory of a process that has served every encoding it can.</summary>
    public long PeakMemory { get; set; }
}
