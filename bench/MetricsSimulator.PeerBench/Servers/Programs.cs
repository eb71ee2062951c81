using System.Globalization;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>The programs that are compared.</summary>
internal static class Programs
{
    public static ServerProgram Simulator(Options options) => new(
        "simulator",
        options.Simulator,
        port => ["serve", "--config", options.Config, "--port", Text(port)],
        new ClockTick(),
        Compresses: true);

    /// <summary>The simulator with a configuration and a start in the past.</summary>
    public static ServerProgram SimulatorOf(Options options, string config, string start) => new(
        "simulator",
        options.Simulator,
        port => ["serve", "--config", config, "--seed", "1", "--start", start, "--port", Text(port)],
        new ClockTick(),
        Compresses: true);

    /// <summary>The simulator, started as a user starts it. The benchmark does not wait for its ticks.</summary>
    public static ServerProgram SimulatorByDefault(Options options) => new(
        "simulator",
        options.Simulator,
        port => ["serve", "--port", Text(port)],
        new NoTick(),
        Compresses: true);

    public static ServerProgram ClientGolang(Options options) => new(
        "client_golang",
        options.GoPeer,
        port => ["-port", Text(port), "-series", Text(options.Series)],
        new RequestedTick(),
        Compresses: true);

    /// <summary>The prometheus-net library. It does not compress; its users let another component do that.</summary>
    public static ServerProgram PrometheusNet(Options options) => new(
        "prometheus-net",
        "dotnet",
        port => [options.NetPeer, "--port", Text(port), "--series", Text(options.Series)],
        new RequestedTick(),
        Compresses: false);

    /// <summary>This program itself. It sends as many bytes as the bodies of another server have.</summary>
    public static ServerProgram Floor(Func<long> plainLength, Func<long> gzipLength)
    {
        var self = Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(Programs).Assembly.Location] : [];
        return new ServerProgram(
            "bytes from memory",
            self,
            port => [.. assembly, .. BytesFromMemory.Arguments(port, plainLength(), gzipLength())],
            new NoTick(),
            Compresses: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
