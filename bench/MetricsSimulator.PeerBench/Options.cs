using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MetricsSimulator.PeerBench;

/// <summary>The options of the command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: peer-bench scrape  [--simulator FILE] [--config FILE] [--series COUNT] [--go-peer FILE] [--net-peer FILE]
                                  [--scrapes COUNT] [--rounds COUNT] [--starts COUNT] [--reports FOLDER] [--results FOLDER]
               peer-bench history [--simulator FILE] [--hours COUNT] [--short-hours COUNT] [--long-hours COUNT]
                                  [--scenario-hours COUNT] [--history-rounds COUNT] [--results FOLDER]
               peer-bench workload [--simulator FILE] [--history-rounds COUNT] [--ticks COUNT] [--scrapes COUNT] [--results FOLDER]
               peer-bench export [--simulator FILE] [--export-peer FILE] [--exports COUNT] [--warmup-exports COUNT] [--ticks COUNT] [--history-rounds COUNT]
                                  [--results FOLDER]
        A server whose file does not exist is left out, and the results say so.
        """;

    public string Simulator { get; private set; } = "dist/claude-metrics-simulator";
    public string Config { get; private set; } = "bench/scrape/million.yaml";
    public string GoPeer { get; private set; } = "artifacts/bench/client_golang/client_golang-peer";
    public string NetPeer { get; private set; } = "artifacts/bench/prometheus-net/prometheus-net-peer.dll";

    public string ExportPeer { get; private set; } = "artifacts/bench/opentelemetry-dotnet/opentelemetry-dotnet-peer.dll";

    /// <summary>Timed exports of each program, after those that warm it up.</summary>
    public int Exports { get; private set; } = 20;

    /// <summary>Exports that are not timed: as many as the runtime needs to compile everything at its best.</summary>
    public int WarmupExports { get; private set; } = 40;

    /// <summary>The folder with the brief JSON reports of BenchmarkDotNet.</summary>
    public string ReportsFolder { get; private set; } = "artifacts/bench/in-process/results";
    public string ResultsFolder { get; private set; } = "bench/results";
    public int Series { get; private set; } = 1_000_000;

    /// <summary>Timed scrapes per server and encoding, spread over the rounds.</summary>
    public int Scrapes { get; private set; } = 7;

    /// <summary>How often each server is started. Every other round measures the servers in reverse order.</summary>
    public int Rounds { get; private set; } = 2;

    /// <summary>Timed starts of the simulator with its default configuration.</summary>
    public int Starts { get; private set; } = 20;

    /// <summary>The configuration of the histories: ten thousand gauges, with a sample every ten seconds.</summary>
    public const string HistoryConfig = "bench/history/ten-thousand.yaml";

    /// <summary>The length of the histories that are written as blocks and as text.</summary>
    public int Hours { get; private set; } = 24;

    /// <summary>The length of the history that the peer writes too. One block suits the peer best, because it parses its text again for every block.</summary>
    public int ShortHours { get; private set; } = 2;

    /// <summary>The length of the history for which memory is measured: a week.</summary>
    public int LongHours { get; private set; } = 168;

    /// <summary>The length of the histories with and without anomalies. They are long, so that the start of the program hardly matters.</summary>
    public int ScenarioHours { get; private set; } = 480;

    /// <summary>How often each history is written.</summary>
    public int HistoryRounds { get; private set; } = 5;

    /// <summary>The number of ticks of a live run over which processor time is measured.</summary>
    public int Ticks { get; private set; } = 12;

    public int ScrapesInRound(int round) => Scrapes / Rounds + (round < Scrapes % Rounds ? 1 : 0);

    public static bool TryParse(string[] args, out Options options, [NotNullWhen(false)] out string? error)
    {
        options = new Options();
        error = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !options.TrySet(args[i], args[i + 1]))
            {
                error = $"cannot use {string.Join(' ', args[i..Math.Min(i + 2, args.Length)])}";
                return false;
            }
        }
        if (options.Rounds <= options.Scrapes)
            return true;
        error = "--rounds must be at most --scrapes";
        return false;
    }

    private bool TrySet(string name, string value)
    {
        switch (name)
        {
            case "--simulator": Simulator = value; return true;
            case "--config": Config = value; return true;
            case "--go-peer": GoPeer = value; return true;
            case "--net-peer": NetPeer = value; return true;
            case "--export-peer": ExportPeer = value; return true;
            case "--reports": ReportsFolder = value; return true;
            case "--results": ResultsFolder = value; return true;
        }
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            return false;
        switch (name)
        {
            case "--series": Series = number; return true;
            case "--scrapes": Scrapes = number; return true;
            case "--rounds": Rounds = number; return true;
            case "--starts": Starts = number; return true;
            case "--hours": Hours = number; return true;
            case "--short-hours": ShortHours = number; return true;
            case "--long-hours": LongHours = number; return true;
            case "--scenario-hours": ScenarioHours = number; return true;
            case "--history-rounds": HistoryRounds = number; return true;
            case "--exports": Exports = number; return true;
            case "--warmup-exports": WarmupExports = number; return true;
            case "--ticks": Ticks = number; return true;
            default: return false;
        }
    }
}
