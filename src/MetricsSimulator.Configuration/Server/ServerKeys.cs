using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Server;

/// <summary>The keys of the block <c>server</c>.</summary>
internal static class ServerKeys
{
    public static readonly Key<string> Host = new("host", ValueKinds.Text, ServerConfiguration.Default.Host,
        "The address to listen on: `localhost`, an address of this machine, or `0.0.0.0` for all of them.")
    {
        Rule = new(ServerConfiguration.HostViolation, ValueRules.NonEmpty.Schema),
    };

    public static readonly Key<long> Port = new("port", WholeNumberKind.Instance, ServerConfiguration.Default.Port,
        "The TCP port; 0 chooses a free one. Note that Prometheus listens on 9090 by default, too.")
    {
        Rule = ValueRules.Between<long>(0, 65535, ServerConfiguration.PortViolation),
    };

    public static readonly Key<bool> Timestamps = new("timestamps", ValueKinds.Flag, ServerConfiguration.Default.Timestamps,
        "Whether every sample has the time of its tick. Otherwise Prometheus gives it the time of the scrape.");

    public static readonly Key<Cursor> Endpoints = new("endpoints", new BlocksKind(BlocksShape.List, static () => EndpointKeys.Table), null!,
        "The endpoints, for people who read the file. They cannot be changed: any other value is an error.")
    {
        AbsentText = ServedEndpoint.List("and", "`"),
    };

    public static readonly KeyTable<ServerConfiguration> Table = new("server", "server", "Where to serve the metrics.",
    [
        Host.From((ServerConfiguration server) => server.Host),
        Port.From((ServerConfiguration server) => server.Port),
        Timestamps.From((ServerConfiguration server) => server.Timestamps),
        Endpoints.Unwritten<ServerConfiguration>(),
    ]);
}
