using MetricsSimulator.PeerBench;
using MetricsSimulator.PeerBench.Exports;
using MetricsSimulator.PeerBench.Histories;
using MetricsSimulator.PeerBench.Reporting;
using MetricsSimulator.PeerBench.Servers;
using MetricsSimulator.PeerBench.Workloads;

if (args is ["send-bytes", ..])
    return BytesFromMemory.Run(args[1..]);

var error = "say what is measured";
if (args is ["send-points", _, _, _])
    return PointSender.Run(args[1..]);

if (args is not ["scrape" or "history" or "workload" or "export", .. var rest] || !Options.TryParse(rest, out var options, out error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

using var children = new ChildProcesses();
Console.CancelKeyPress += (_, _) => children.Dispose();
AppDomain.CurrentDomain.ProcessExit += (_, _) => children.Dispose();

try
{
    if (args[0] == "scrape")
    {
        var results = new Session(options, children).Run();
        ResultFiles.Write(options.ResultsFolder, "scrape", new ScrapePage(results), results);
    }
    else if (args[0] == "workload")
    {
        using var session = new WorkloadSession(options, children);
        var results = session.Run();
        ResultFiles.Write(options.ResultsFolder, "workload", new WorkloadPage(results), results);
    }
    else if (args[0] == "export")
    {
        var results = new ExportSession(options, children).Run();
        ResultFiles.Write(options.ResultsFolder, "export", new ExportPage(results), results);
    }
    else
    {
        using var session = new HistorySession(options, children);
        var results = session.Run();
        ResultFiles.Write(options.ResultsFolder, "history", new HistoryPage(results), results);
    }

    return 0;
}
catch (BenchmarkException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
