using MetricsSimulator.ScrapeBench;
using MetricsSimulator.ScrapeBench.Reporting;
using MetricsSimulator.ScrapeBench.Servers;

if (args is ["send-bytes", ..])
    return BytesFromMemory.Run(args[1..]);

if (!Options.TryParse(args, out var options, out var error))
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
    var results = new Session(options, children).Run();
    ResultFiles.Write(results, options.ResultsFolder);
    Console.WriteLine($"Wrote {ResultFiles.MarkdownPath(options.ResultsFolder)} and {ResultFiles.JsonPath(options.ResultsFolder)}.");
    return 0;
}
catch (BenchmarkException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
