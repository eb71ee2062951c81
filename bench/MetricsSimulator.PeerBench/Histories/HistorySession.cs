using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.PeerBench.Measuring;
using MetricsSimulator.PeerBench.Reporting;
using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Histories;

/// <summary>
/// Measures how histories of the same gauges are written. The simulator writes them as blocks and as text, and promtool makes blocks
/// from that text. Each program is timed from its start to its end. The time to write the text for promtool does not count.
/// </summary>
internal sealed partial class HistorySession(Options options, ChildProcesses children) : IDisposable
{
    private const string End = "--end 2025-01-08T00:00:00Z --seed 1";
    private const int CatalogueRuns = 10;
    // promtool takes so long that it runs only twice.
    private const int PeerRuns = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("history-bench-").FullName;

    public HistoryResults Run()
    {
        var machine = Machine.Describe();
        var before = Load.Now();
        var rounds = Enumerable.Range(0, options.HistoryRounds).Select(_ => new
        {
            Blocks = WriteBlocks(Gauges(options.Hours)),
            ShortBlocks = WriteBlocks(Gauges(options.ShortHours)),
            Text = Write($"backfill --format openmetrics {Gauges(options.Hours)} --output -"),
        }).ToArray();
        var catalogue = Enumerable.Range(0, CatalogueRuns).Select(_ => WriteBlocks("--duration 24h")).ToArray();
        var twins = Enumerable.Range(0, options.HistoryRounds).Select(_ => new
        {
            Disturbed = WriteBlocks(Scenario(options.ScenarioHours)),
            CleanTwin = WriteBlocks(Scenario(options.ScenarioHours) + " --clean"),
        }).ToArray();
        var longest = WriteBlocks(Gauges(options.LongHours));
        var shortPeer = WritePeer(options.ShortHours, PeerRuns);
        var shortBlocks = Result("gauges, blocks", options.ShortHours, [.. rounds.Select(round => round.ShortBlocks)]);
        return new HistoryResults
        {
            Date = TimeProvider.System.GetUtcNow(),
            Machine = machine,
            Promtool = PromtoolVersion(),
            Before = before,
            After = Load.Now(),
            Blocks = Result("gauges, blocks", options.Hours, [.. rounds.Select(round => round.Blocks)]),
            ShortBlocks = shortBlocks,
            ShortPeer = Result("gauges, blocks by promtool", options.ShortHours, shortPeer, shortBlocks.Samples),
            Text = Result("gauges, OpenMetrics text", options.Hours, [.. rounds.Select(round => round.Text)]),
            Long = Result("gauges, blocks", options.LongHours, [longest]),
            Catalogue = Result("built-in catalogue, blocks", 24, catalogue),
            Disturbed = Result("anomaly_detection, blocks", options.ScenarioHours, [.. twins.Select(round => round.Disturbed)]),
            CleanTwin = Result("its clean twin, blocks", options.ScenarioHours, [.. twins.Select(round => round.CleanTwin)]),
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Gauges(int hours) => string.Create(CultureInfo.InvariantCulture, $"--config {Options.HistoryConfig} --duration {hours}h");

    private static string Scenario(int hours) => string.Create(CultureInfo.InvariantCulture, $"--scenario anomaly_detection --duration {hours}h");

    private static HistoryResult Result(string what, int hours, IReadOnlyList<Written> runs, long? samples = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"{what}, {hours} h"), samples ?? SamplesIn(runs[0].Program.Messages), runs[0].Bytes,
        Spread.Of([.. runs.Select(run => run.Program.Elapsed.TotalSeconds)])!, runs.Max(run => run.Program.PeakMemory));

    private static long SamplesIn(string messages) => Summary().Match(messages) is { Success: true } summary
        ? long.Parse(summary.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
        : throw new BenchmarkException($"the simulator did not say how many samples it wrote, but: {messages}");

    private static string PromtoolVersion()
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var version = process.StandardOutput.ReadLine();
        process.WaitForExit();
        return version?.Split(" (", 2)[0] ?? "promtool";
    }

    private Written Write(string arguments)
    {
        Console.WriteLine(arguments);
        return new Written(ProgramRun.Of(children, $"{options.Simulator} {arguments} {End}"), 0);
    }

    private Written WriteBlocks(string arguments)
    {
        var data = Path.Combine(folder, "blocks");
        return Measured(Write($"backfill --format blocks --no-scrape-series {arguments} --output {data}").Program, data);
    }

    private Written[] WritePeer(int hours, int runs)
    {
        var text = Path.Combine(folder, "peer.txt");
        Write($"backfill --format openmetrics {Gauges(hours)} --output {text}");
        var written = Enumerable.Range(0, runs).Select(_ =>
        {
            Console.WriteLine($"promtool tsdb create-blocks-from openmetrics, {hours} h");
            var data = Path.Combine(folder, "promtool");
            return Measured(ProgramRun.Of(children, $"promtool tsdb create-blocks-from openmetrics {text} {data}"), data);
        }).ToArray();
        File.Delete(text);
        return written;
    }

    private static Written Measured(ProgramRun run, string data)
    {
        var bytes = new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Directory.Delete(data, recursive: true);
        return new Written(run, bytes);
    }

    [GeneratedRegex(@"([0-9,]+) samples (?:of|in) ", RegexOptions.NonBacktracking)]
    private static partial Regex Summary();

    /// <summary>A run, and the number of bytes that it wrote.</summary>
    private sealed record Written(ProgramRun Program, long Bytes);
}
