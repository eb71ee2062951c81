using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.PeerBench.Histories;
using MetricsSimulator.PeerBench.Measuring;
using MetricsSimulator.PeerBench.Reporting;
using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Workloads;

/// <summary>
/// Measures teams of developers with the executable: how long their histories and their starts take, from the start of the program to its end, and what a tick and a
/// scrape of a live team cost.
/// </summary>
internal sealed partial class WorkloadSession(Options options, ChildProcesses children) : IDisposable
{
    private const string Folder = "bench/workload";
    private const string Seed = "--seed 1";

    private readonly string folder = Directory.CreateTempSubdirectory("workload-bench-").FullName;

    public WorkloadResults Run()
    {
        var machine = Machine.Describe();
        var before = Load.Now();
        var week = Repeat("25 developers, blocks, 7 days", () => Blocks("team", "168h"));
        var day = Repeat("1,000 developers, blocks, a day", () => Blocks("thousand", "24h"));
        // The second of two ticks is the first that shows what happened.
        var start = Repeat("10,000 developers, start", () => Program($"generate --format csv --config {Folder}/ten-thousand.yaml {Seed} --start 2025-01-08T14:00:00Z --duration 20s --output /dev/null"));
        return new WorkloadResults
        {
            Date = TimeProvider.System.GetUtcNow(),
            Machine = machine,
            Before = before,
            Week = week,
            Day = day,
            Start = start,
            Live = Live(),
            After = Load.Now(),
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [GeneratedRegex(@"([0-9,]+) samples (?:of|in) ", RegexOptions.NonBacktracking)]
    private static partial Regex Summary();

    private HistoryResult Repeat(string what, Func<(ProgramRun Run, long Bytes)> measure)
    {
        var runs = new List<(ProgramRun Run, long Bytes)>();
        for (var round = 0; round < options.HistoryRounds; round++)
        {
            Console.WriteLine($"{what}, round {round + 1} of {options.HistoryRounds}");
            runs.Add(measure());
        }

        var samples = Summary().Match(runs[0].Run.Messages) is { Success: true } match ? long.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;
        return new HistoryResult(what, samples, runs[0].Bytes, Spread.Of([.. runs.Select(run => run.Run.Elapsed.TotalSeconds)])!, runs.Max(run => run.Run.PeakMemory));
    }

    private (ProgramRun Run, long Bytes) Program(string arguments) => (ProgramRun.Of(children, $"{options.Simulator} {arguments}"), 0);

    private (ProgramRun Run, long Bytes) Blocks(string team, string duration)
    {
        var data = Path.Combine(folder, team);
        var (run, _) = Program($"backfill --format blocks --no-scrape-series --config {Folder}/{team}.yaml {Seed} --end 2025-01-11T00:00:00Z --duration {duration} --output {data}");
        var bytes = new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Directory.Delete(data, recursive: true);
        return (run, bytes);
    }

    /// <summary>Serves a team after a day of its past, and measures ticks that nobody scrapes, then a scrape after each tick.</summary>
    private LiveResult Live()
    {
        Console.WriteLine("1,000 developers, live");
        var start = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var program = Programs.SimulatorOf(options, $"{Folder}/live.yaml", start);
        using var server = RunningServer.Start(program, children);
        var listening = server.SinceStart;
        program.Tick.Advance(server.Client);
        var before = server.Figures.ProcessorTime;
        Thread.Sleep(TimeSpan.FromSeconds(10 * options.Ticks));
        var tick = (server.Figures.ProcessorTime - before) / options.Ticks;

        var (scrapes, lines) = (new List<double>(), 0L);
        for (var scrape = 0; scrape < options.Scrapes; scrape++)
        {
            program.Tick.Advance(server.Client);
            var answer = server.Client.Get("/metrics");
            if (answer.Status != 200 || answer.Lines == 0) throw new BenchmarkException($"a scrape answered {answer.Status} with {answer.Lines} lines");
            scrapes.Add(answer.Elapsed.TotalMilliseconds);
            lines = answer.Lines;
        }

        return new LiveResult(listening.TotalSeconds, tick.TotalMilliseconds, Spread.Of(scrapes)!, lines, server.Figures.PeakMemory);
    }
}
