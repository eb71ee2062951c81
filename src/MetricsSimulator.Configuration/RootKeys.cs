using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Simulator;

namespace MetricsSimulator.Configuration;

/// <summary>The keys of a configuration file.</summary>
internal static class RootKeys
{
    public static readonly BlockKey<SimulatorSettings> Simulator = new("simulator", SimulatorKeys.Table, "What is simulated.")
    {
        AbsentText = "the built-in catalogue",
    };

    public static readonly BlockKey<ServerConfiguration> Server = new("server", ServerKeys.Table, "Where it is served.")
    {
        AbsentText = "http://localhost:9090",
    };

    public static readonly KeyTable<(SimulatorSettings Simulator, ServerConfiguration Server)> Table = new("configuration", "",
        "A configuration is a YAML file with these blocks; both may be absent.",
        [
            Simulator.From(((SimulatorSettings Simulator, ServerConfiguration Server) run) => run.Simulator),
            Server.From(((SimulatorSettings Simulator, ServerConfiguration Server) run) => run.Server),
        ]);
}
