using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.PeerBench.Measuring;
using MetricsSimulator.PeerBench.Reporting;
using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Histories;

/// <summary>
/// Histories of the same gauges, written by the simulator as blocks and as text, and made into blocks by promtool from that text. Every program is
/// timed from its start to its end; the text for promtool is written beforehand and not counted.
/// </summary>
internal sealed partial class HistorySession(Options options, ChildProcesses children) : IDisposable
{
    private const string End = "--end 2025-01-08T00:00:00Z --seed 1";
    private const int CatalogueRuns = 10;
    // promtool takes so long that two of its runs have to do.
    private const int PeerRuns = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("history-bench-").FullName;

    public HistoryResults Run()
    {
        var machine = Machine.Describe();
        var before = Load.Now();
        var text = Path.Combine(folder, "peer.txt");
        Write($"backfill --format openmetrics {Gauges(options.PeerHours)} --output {text}");
        var rounds = Enumerable.Range(0, options.HistoryRounds).Select(round => new
        {
            Blocks = WriteBlocks(Gauges(options.Hours)),
            Text = Write($"backfill --format openmetrics {Gauges(options.Hours)} --output -"),
            PeerBlocks = WriteBlocks(Gauges(options.PeerHours)),
            Peer = round < PeerRuns ? WritePeer(text) : null,
        }).ToArray();
        File.Delete(text);
        var catalogue = Enumerable.Range(0, CatalogueRuns).Select(_ => WriteBlocks("--duration 24h")).ToArray();
        var longest = WriteBlocks(Gauges(options.LongHours));
        var peerBlocks = Result("gauges, blocks", options.PeerHours, [.. rounds.Select(round => round.PeerBlocks)]);
        return new HistoryResults
        {
            Date = TimeProvider.System.GetUtcNow(),
            Machine = machine,
            Promtool = PromtoolVersion(),
            Before = before,
            After = Load.Now(),
            Blocks = Result("gauges, blocks", options.Hours, [.. rounds.Select(round => round.Blocks)]),
            Long = Result("gauges, blocks", options.LongHours, [longest]),
            Text = Result("gauges, OpenMetrics text", options.Hours, [.. rounds.Select(round => round.Text)]),
            PeerBlocks = peerBlocks,
            Peer = Result("gauges, blocks by promtool", options.PeerHours, [.. rounds.Select(round => round.Peer).OfType<Written>()], peerBlocks.Samples),
            Catalogue = Result("built-in catalogue, blocks", 24, catalogue),
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Gauges(int hours) => string.Create(CultureInfo.InvariantCulture, $"--config {Options.HistoryConfig} --duration {hours}h");

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
        return Measured(Write($"backfill --format blocks {arguments} --output {data}").Program, data);
    }

    private Written WritePeer(string text)
    {
        Console.WriteLine("promtool tsdb create-blocks-from openmetrics");
        var data = Path.Combine(folder, "promtool");
        return Measured(ProgramRun.Of(children, $"promtool tsdb create-blocks-from openmetrics {text} {data}"), data);
    }

    private static Written Measured(ProgramRun run, string data)
    {
        var bytes = new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Directory.Delete(data, recursive: true);
        return new Written(run, bytes);
    }

    [GeneratedRegex(@"([0-9,]+) samples (?:of|in) ", RegexOptions.NonBacktracking)]
    private static partial Regex Summary();

    /// <summary>A run, and the bytes that it left.</summary>
    private sealed record Written(ProgramRun Program, long Bytes);
}
