using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Measuring;

/// <summary>Measures the time from the start of the simulator, with its default configuration, to the end of its first response.</summary>
internal static class FirstScrape
{
    private const int WarmUps = 2;

    public static IReadOnlyList<double> Measure(Options options, ChildProcesses children)
    {
        var program = Programs.SimulatorByDefault(options);
        var times = new List<double>();
        for (var run = -WarmUps; run < options.Starts; run++)
        {
            using var server = RunningServer.Start(program, children);
            var scrape = server.Client.Get("/metrics");
            var elapsed = server.SinceStart;
            if (scrape.Status != 200 || scrape.Lines == 0)
                throw new BenchmarkException($"the first scrape answered {scrape.Status} with {scrape.Lines} lines");
            if (run >= 0)
                times.Add(elapsed.TotalMilliseconds);
        }
        return times;
    }
}
