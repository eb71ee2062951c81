using System.Globalization;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.PeerBench.Client;
using MetricsSimulator.PeerBench.Histories;
using MetricsSimulator.PeerBench.Measuring;
using MetricsSimulator.PeerBench.Reporting;
using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Exports;

/// <summary>
/// Measures how fast points become requests of OTLP and are sent to a receiver, by the simulator's encoder and by the OpenTelemetry SDK. Each sender runs alone on the second core; the
/// receiver, which is this process, has the first.
/// </summary>
internal sealed class ExportSession(Options options, ChildProcesses children)
{
    private const string Config = "bench/export/points.yaml";
    private const int Points = 100_000;
    private const int RequestsOfAnExport = (Points + PointEncoder.DefaultMostPoints - 1) / PointEncoder.DefaultMostPoints;
    private const string Core = "1";

    public ExportResults Run()
    {
        var machine = Machine.Describe();
        var before = Load.Now();
        var self = Environment.ProcessPath!;
        var program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? $"{self} {typeof(ExportSession).Assembly.Location}" : self;
        var exports = options.WarmupExports + options.Exports;
        var (ours, oursFirst) = Measure("simulator", port => $"{program} send-points {Config} {port} {exports}");
        var (peer, peerFirst) = Measure("OpenTelemetry SDK", port => $"dotnet {options.ExportPeer} --port {port} --points {Points} --exports {exports}");
        if (oursFirst.Points != Points || oursFirst.Fingerprint != peerFirst.Fingerprint)
            throw new BenchmarkException($"the programs do not export the same points: {oursFirst.Points} and {peerFirst.Points}");
        return new ExportResults
        {
            Date = TimeProvider.System.GetUtcNow(),
            Machine = machine,
            Before = before,
            Simulator = ours,
            Peer = peer,
            Live = Live(),
            Generated = Generate(),
            After = Load.Now(),
        };
    }

    private (ExportResult Result, PointCount First) Measure(string name, Func<int, string> command)
    {
        Console.WriteLine($"exports: {name}");
        using var receiver = new OtlpReceiver { PointsOfAnExport = Points };
        var output = Path.GetTempFileName();
        ProgramRun.Of(children, string.Create(CultureInfo.InvariantCulture, $"taskset --cpu-list {Core} {command(receiver.Port)}"), output);
        var lines = File.ReadAllLines(output).Select(line => line.Split(' ')).Select(parts => (Elapsed: Number(parts[0]), Allocated: Number(parts[1]))).ToList();
        File.Delete(output);
        var timed = lines.Skip(options.WarmupExports).ToList();
        var result = new ExportResult(
            name, receiver.First.Points, receiver.Requests / lines.Count, receiver.Bytes / lines.Count, Spread.Of([.. timed.Select(line => line.Elapsed)])!,
            Spread.Of([.. timed.Select(line => line.Allocated)])!);
        return (result, receiver.First);
    }

    /// <summary>Serves the points, with an export in each tick, and measures the processor time between two exports that are far apart.</summary>
    private LiveExportResult Live()
    {
        Console.WriteLine("exports: the executable, live");
        using var receiver = new OtlpReceiver { PointsOfAnExport = Points };
        var port = Loopback.FreePort();
        var endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{receiver.Port}");
        var command = string.Create(CultureInfo.InvariantCulture, $"exec taskset --cpu-list {Core} {options.Simulator} serve --config {Config} --seed 1 --port {port} --otlp-endpoint {endpoint}");
        var process = children.Start("/bin/sh", ["-c", $"OTEL_METRIC_EXPORT_INTERVAL=2000 {command}"], _ => { });
        try
        {
            // Three exports warm it up.
            var before = FiguresAfter(3);
            var after = FiguresAfter(options.Ticks);
            return new LiveExportResult(Points, options.Ticks, (after.ProcessorTime - before.ProcessorTime).TotalMilliseconds / options.Ticks, after.PeakMemory);
        }
        finally
        {
            children.End(process);
        }

        ProcessFigures FiguresAfter(int exports)
        {
            var requests = receiver.Requests + exports * RequestsOfAnExport;
            var deadline = TimeProvider.System.GetTimestamp();
            while (receiver.Requests < requests)
            {
                if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(30 + 10 * exports)) throw new BenchmarkException($"the receiver got {receiver.Requests} requests of {requests}");
                Thread.Sleep(20);
            }

            return ProcessFigures.Of(process.Id);
        }
    }

    private HistoryResult Generate()
    {
        const int Exports = 60;
        var runs = new List<ProgramRun>();
        for (var round = 0; round < options.HistoryRounds; round++)
            runs.Add(ProgramRun.Of(children, string.Create(CultureInfo.InvariantCulture, $"taskset --cpu-list {Core} {options.Simulator} generate --config {Config} --seed 1 --start 2025-01-08T00:00:00Z --duration {Exports}m --format otlp-protobuf --output -")));
        return new HistoryResult("100,000 points every minute of an hour, in 1,800 ticks", Exports * Points, 0, Spread.Of([.. runs.Select(run => run.Elapsed.TotalSeconds)])!, runs.Max(run => run.PeakMemory));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
