using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Server;

/// <summary>The keys of the block <c>server</c>.</summary>
internal static class ServerKeys
{
    public static readonly Key<string> Host = new("host", ValueKinds.Text, ServerConfiguration.Default.Host,
        "The host name or address that is listened on; `0.0.0.0` for every one.")
    {
        Violation = ServerConfiguration.HostViolation,
    };

    public static readonly Key<long> Port = new("port", WholeNumberKind.Instance, ServerConfiguration.Default.Port,
        "The TCP port; 0 for one that is free. Prometheus's own default is 9090 too.")
    {
        Violation = ServerConfiguration.PortViolation,
    };

    public static readonly Key<bool> Timestamps = new("timestamps", ValueKinds.Flag, ServerConfiguration.Default.Timestamps,
        "Whether every sample has the time of its tick; without, Prometheus takes the time of the scrape.");

    public static readonly Key<Cursor> Endpoints = new("endpoints", new NodeKind("list of blocks"), null!,
        "The endpoints, for the reader of the file: they are what they are, and anything else is an error.")
    {
        AbsentText = "`/metrics`, `/health` and `/config`",
    };

    public static readonly KeyTable Table = new("server", "Where the metrics are served.", [Host, Port, Timestamps, Endpoints]);
}
