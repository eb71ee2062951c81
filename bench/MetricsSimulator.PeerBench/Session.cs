using MetricsSimulator.PeerBench.Measuring;
using MetricsSimulator.PeerBench.Reporting;
using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench;

/// <summary>
/// The whole measurement. Each round measures all servers, and only one of them runs at a time. Every other round has the reverse
/// order, so that no server has an advantage when the machine becomes slower or faster during the run.
/// </summary>
internal sealed class Session(Options options, ChildProcesses children)
{
    private readonly ServerRecord? clientGolang = Present(options.GoPeer, Programs.ClientGolang(options));
    private readonly ServerRecord? prometheusNet = Present(options.NetPeer, Programs.PrometheusNet(options));
    private readonly ServerRecord? simulator = Present(options.Simulator, Programs.Simulator(options));

    public Results Run()
    {
        var model = simulator ?? clientGolang ?? throw new BenchmarkException("there is nothing to measure");
        var floor = new ServerRecord(Programs.Floor(() => model.Plain.Bytes, () => model.Gzip.Bytes));
        ServerRecord[] servers = [.. new[] { clientGolang, prometheusNet, simulator }.OfType<ServerRecord>(), floor];

        var machine = Machine.Describe();
        var before = Load.Now();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var server in round % 2 == 0 ? servers : servers.Reverse())
            {
                Console.WriteLine($"round {round + 1} of {options.Rounds}: {server.Program.Name}");
                ServerMeasurement.Run(server, options, round, children);
            }
        }
        RequireSameSeries(servers);

        IReadOnlyList<double> starts = [];
        if (simulator is not null)
        {
            Console.WriteLine($"first scrape after {options.Starts} starts");
            starts = FirstScrape.Measure(options, children);
        }
        return new Results
        {
            Date = TimeProvider.System.GetUtcNow(),
            Machine = machine,
            Before = before,
            After = Load.Now(),
            Series = options.Series,
            Simulator = ServerResult.Of(simulator),
            ClientGolang = ServerResult.Of(clientGolang),
            PrometheusNet = ServerResult.Of(prometheusNet),
            Floor = ServerResult.Of(floor)!,
            FirstScrape = Spread.Of(starts),
            Benchmarks = BenchmarkReports.In(options.ReportsFolder),
        };
    }

    private static ServerRecord? Present(string file, ServerProgram program)
    {
        if (File.Exists(file))
            return new ServerRecord(program);
        Console.Error.WriteLine($"{file} is not there: {program.Name} is left out.");
        return null;
    }

    private static void RequireSameSeries(ServerRecord[] servers)
    {
        var fingerprints = servers.SelectMany(server => new[] { server.Plain.Check, server.Gzip.Check })
            .OfType<Client.ExpositionCheck>().Select(check => check.Fingerprint).Distinct();
        if (fingerprints.Count() > 1)
            throw new BenchmarkException("the servers do not serve the same names and label sets");
    }
}
