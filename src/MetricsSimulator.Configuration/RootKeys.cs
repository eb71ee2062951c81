using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Simulator;

namespace MetricsSimulator.Configuration;

/// <summary>The keys of a configuration file.</summary>
internal static class RootKeys
{
    public static readonly Key<Block> Simulator = new("simulator", new BlockKind(SimulatorKeys.Table), null!, "What is simulated.")
    {
        AbsentText = "the built-in catalogue",
    };

    public static readonly Key<Block> Server = new("server", new BlockKind(ServerKeys.Table), null!, "Where it is served.")
    {
        AbsentText = "http://localhost:9090",
    };

    public static readonly KeyTable Table = new("", "A configuration is a YAML file with these blocks; both may be absent.", [Simulator, Server]);
}
