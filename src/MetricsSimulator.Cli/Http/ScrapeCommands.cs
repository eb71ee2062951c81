using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Http;

/// <summary>The commands that start a Prometheus which scrapes a run, for a shell.</summary>
/// <param name="run">The run.</param>
/// <param name="port">The port on which it is served.</param>
internal sealed class ScrapeCommands(Run run, int port)
{
    /// <summary>The file with the configuration of Prometheus. Neither a history nor the user is likely to use the name.</summary>
    public const string Configuration = Folder + ".yml";

    private const string Folder = "prometheus-live";

    /// <summary>Where Prometheus listens. The two programs cannot share a port.</summary>
    public string Address => port == 9091 ? "localhost:9092" : "localhost:9091";

    /// <summary>Writes the configuration.</summary>
    public string Write => $"echo {ShellWord.Quote(ScrapeConfiguration.Of(run, port).ToYaml().TrimEnd('\n'))} >{Configuration}";

    /// <summary>Starts Prometheus.</summary>
    public string Start => $"prometheus --config.file={Configuration} --web.listen-address={Address} --storage.tsdb.path={Folder}";

    /// <summary>Starts the simulator with this Prometheus, beside the options that it has.</summary>
    public string Serve => $"claude-metrics-simulator serve --prometheus-url http://{Address}";
}
